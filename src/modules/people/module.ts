import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { eraseExpiredCodesJob } from './jobs/erase-expired-codes.ts';
import { forgetAddressesJob } from './jobs/forget-addresses.ts';
import { findDuplicatesJob } from './jobs/find-duplicates.ts';
import { duplicateRoutes } from './web/duplicates.tsx';
import { mergeRoutes } from './web/merge.tsx';
import { personRoutes } from './web/person.tsx';
import { searchRoutes } from './web/search.tsx';
import { undoMergeRoutes } from './web/undo-merge.tsx';

export const peopleModule: ModuleDefinition = {
  name: 'people',
  jobs: [eraseExpiredCodesJob, findDuplicatesJob, forgetAddressesJob],
  routes: [...searchRoutes, ...duplicateRoutes, ...mergeRoutes, ...undoMergeRoutes, ...personRoutes],
  roles: defineRoles('people', {
    reception_clerk: ['people.register', 'people.read'],
    office_head: ['people.register', 'people.read', 'people.read_contact', 'people.merge'],
    privacy_officer: ['people.read', 'people.read_contact', 'people.export', 'people.rectify', 'people.erase'],
    registrar: ['people.read'],
    analyst: ['people.read'],
    delivery_desk: ['people.read'],
  }),
};
