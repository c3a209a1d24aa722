import type { ModuleDefinition } from '#platform/module.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { calendarTask } from './queries/tasks.ts';
import { calendarRoutes } from './web/calendar.tsx';
import { calendarImportRoutes } from './web/calendar-import.tsx';
import { officeEditorRoutes } from './web/office-editor.tsx';

export const agenciesModule: ModuleDefinition = {
  name: 'agencies',
  roles: defineRoles('agencies', {
    system_administrator: ['agencies.manage', 'agencies.fill_posts', 'agencies.calendar', 'agencies.edit_offices'],
    account_administrator: ['agencies.fill_posts'],
    director: ['agencies.calendar', 'agencies.edit_offices'],
    office_head: ['agencies.edit_offices'],
  }),
  tasks: [calendarTask],
  routes: [...calendarRoutes, ...calendarImportRoutes, ...officeEditorRoutes],
};
