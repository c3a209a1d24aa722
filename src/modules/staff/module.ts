import type { ModuleDefinition } from '#platform/module.ts';
import { staffRoutes } from './web/routes.tsx';

export const staffModule: ModuleDefinition = { name: 'staff', routes: staffRoutes };
