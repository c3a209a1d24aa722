import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { eraseDueJob } from './jobs/erase-due.ts';
import { rightsTask } from './queries/tasks.ts';
import { openRequests } from './queries/unit-work.ts';
import { onClosing } from './reactions/on-closing.ts';
import { myDataRoutes } from './web/my-data.tsx';
import { newRequestRoutes } from './web/new-request.tsx';
import { requestListRoutes } from './web/request-list.tsx';
import { requestRoutes } from './web/request-routes.tsx';
import { retentionRoutes } from './web/retention.tsx';

export const privacyModule: ModuleDefinition = {
  name: 'privacy',
  tasks: [rightsTask],
  unitWork: [openRequests],
  jobs: [eraseDueJob],
  subscribers: [onClosing],
  routes: [...myDataRoutes, ...requestListRoutes, ...newRequestRoutes, ...retentionRoutes, ...requestRoutes],
  roles: defineRoles('privacy', {
    privacy_officer: ['privacy.receive', 'privacy.read', 'privacy.answer'],
    office_head: ['privacy.receive'],
    reception_clerk: ['privacy.receive'],
  }),
};
