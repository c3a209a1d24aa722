import type { ModuleDefinition } from '#platform/module.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import { defineRoles } from '#platform/permissions/roles.ts';
import { agencySetup } from './queries/setup.ts';
import { calendarTask } from './queries/tasks.ts';
import { agencyEditorRoutes } from './web/agency-editor.tsx';
import { calendarRoutes } from './web/calendar.tsx';
import { calendarImportRoutes } from './web/calendar-import.tsx';
import { officeEditorRoutes } from './web/office-editor.tsx';
import { unitRoutes } from './web/units/routes.tsx';

/** `work` tells what the modules know to be open in a unit; asked late, for it comes from all of them. */
export const agenciesModule = (work: () => readonly UnitWork[]): ModuleDefinition => ({
  name: 'agencies',
  roles: defineRoles('agencies', {
    system_administrator: ['agencies.manage', 'agencies.fill_posts', 'agencies.calendar', 'agencies.edit_offices'],
    account_administrator: ['agencies.fill_posts'],
    director: ['agencies.calendar', 'agencies.edit_offices'],
    office_head: ['agencies.edit_offices'],
  }),
  tasks: [calendarTask],
  setup: agencySetup,
  routes: [
    ...calendarRoutes,
    ...calendarImportRoutes,
    ...officeEditorRoutes,
    ...unitRoutes(work),
    ...agencyEditorRoutes,
  ],
});
