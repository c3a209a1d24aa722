import type { ModuleDefinition } from '#platform/module.ts';
import { serviceRoutes } from './web/services.tsx';

export const catalogueModule: ModuleDefinition = { name: 'catalogue', routes: serviceRoutes };
