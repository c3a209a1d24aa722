import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';

export const geographyModule: ModuleDefinition = {
  name: 'geography',
  roles: defineRoles('geography', { system_administrator: ['geography.load_areas'] }),
};
