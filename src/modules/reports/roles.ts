import { defineRoles } from '#platform/permissions/roles.ts';

export const reportRoles = defineRoles('reports', {
  office_head: ['reports.read'],
  director: ['reports.read'],
  system_administrator: ['reports.read'],
});
