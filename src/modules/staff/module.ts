import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { staffRoutes } from './web/routes.tsx';

export const staffModule: ModuleDefinition = {
  name: 'staff',
  roles: defineRoles('staff', { system_administrator: ['staff.manage'] }),
  routes: staffRoutes,
};
