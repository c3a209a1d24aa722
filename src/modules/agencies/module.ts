import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { officeRoutes } from './web/offices.tsx';

export const agenciesModule: ModuleDefinition = {
  name: 'agencies',
  roles: defineRoles('agencies', { system_administrator: ['agencies.manage'] }),
  routes: officeRoutes,
};
