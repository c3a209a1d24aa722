import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { cataloguePaths } from './api/openapi.ts';
import { catalogueApiRoutes } from './api/routes.ts';
import { editorRoutes } from './web/editor.tsx';
import { officeRoutes } from './web/offices.tsx';
import { serviceRoutes } from './web/services.tsx';

export const catalogueModule: ModuleDefinition = {
  name: 'catalogue',
  roles: defineRoles('catalogue', {
    catalogue_editor: ['catalogue.edit'],
    director: ['catalogue.edit', 'catalogue.publish'],
    system_administrator: ['catalogue.edit', 'catalogue.publish'],
  }),
  apiPaths: cataloguePaths,
  routes: [...catalogueApiRoutes, ...serviceRoutes, ...officeRoutes, ...editorRoutes],
};
