import type { ModuleDefinition } from '#platform/module.ts';
import { tallyJobs } from './jobs/tally-days.ts';
import { reportRoles } from './roles.ts';
import { reportRoutes } from './web/routes.tsx';

export const reportsModule: ModuleDefinition = {
  name: 'reports',
  roles: reportRoles,
  jobs: tallyJobs,
  routes: reportRoutes,
};
