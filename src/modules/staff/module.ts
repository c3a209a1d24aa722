import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { forgetEndedJob } from './jobs/forget-ended.ts';
import { administratorsStep } from './queries/setup.ts';
import { confirmRoutes } from './web/confirm.tsx';
import { entranceRoutes } from './web/entrance.tsx';
import { invitationRoutes } from './web/invitation.tsx';
import { managedRoutes } from './web/managed.tsx';
import { ownAccountRoutes } from './web/own-account.tsx';

export const staffModule: ModuleDefinition = {
  name: 'staff',
  roles: defineRoles('staff', {
    system_administrator: ['staff.manage'],
    // For a delegation that looks after its own people, and nothing else.
    account_administrator: ['staff.manage'],
  }),
  setup: [administratorsStep],
  jobs: [forgetEndedJob],
  routes: [...entranceRoutes, ...confirmRoutes, ...invitationRoutes, ...ownAccountRoutes, ...managedRoutes],
};
