import type { Route } from '#platform/http/routes.ts';
import { batchRoutes } from './batch.tsx';
import { detailRoutes } from './detail.tsx';
import { evidenceFileRoutes } from './evidence-files.ts';
import { homeRoutes } from './home.tsx';
import { queueFileRoutes } from './queue-file.ts';
import { queueRoutes } from './queue.tsx';
import { savedViewRoutes } from './saved-views.tsx';
import { stepRoutes } from './steps.ts';

/** The pages of the office: one page per file, and what their forms do. */
export const deskRoutes: readonly Route[] = [
  ...homeRoutes,
  ...queueRoutes,
  ...queueFileRoutes,
  ...savedViewRoutes,
  ...batchRoutes,
  ...detailRoutes,
  ...evidenceFileRoutes,
  ...stepRoutes,
];
