import type { ModuleDefinition } from '#platform/module.ts';

export const geographyModule: ModuleDefinition = { name: 'geography' };
