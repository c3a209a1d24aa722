import type { ModuleDefinition } from '#platform/module.ts';
import { registryPaths } from './api/openapi.ts';
import { apiRoutes } from './api/routes.ts';
import { importJobs } from './jobs/import-rows.ts';
import { registryNotices, registryRetractions } from './notices.ts';
import { procedureByFolio } from './queries/folio-status.ts';
import { tellScreens } from './reactions/tell-screens.ts';
import { openProcedures } from './queries/unit-work.ts';
import { unreachedTask } from './queries/tasks.ts';
import { registryRoles } from './roles.ts';
import { deskRoutes } from './web/desk/routes.ts';
import { personHistoryRoutes } from './web/person-history.tsx';
import { importRoutes } from './web/imports.tsx';
import { intakeRoutes } from './web/intake/intake.tsx';
import { publicReceiptRoutes } from './web/receipt/public-receipt.tsx';
import { receiptRoutes } from './web/receipt/staff-receipt.tsx';
import { confirmContactRoutes } from './web/my-notices/confirm.tsx';
import { myNoticesRoutes } from './web/my-notices/routes.tsx';
import { unreachedRoutes } from './web/unreached/routes.tsx';
import { publicStatusRoutes } from './web/public-status.tsx';

export const registryModule: ModuleDefinition = {
  name: 'registry',
  roles: registryRoles,
  subscribers: [tellScreens],
  unitWork: [openProcedures],
  apiPaths: registryPaths,
  notices: registryNotices,
  retractions: registryRetractions,
  folioStatus: procedureByFolio,
  jobs: importJobs,
  tasks: [unreachedTask],
  routes: [
    ...publicStatusRoutes,
    ...publicReceiptRoutes,
    ...myNoticesRoutes,
    ...confirmContactRoutes,
    ...intakeRoutes,
    ...receiptRoutes,
    ...deskRoutes,
    ...personHistoryRoutes,
    ...unreachedRoutes,
    ...importRoutes,
    ...apiRoutes,
  ],
};
