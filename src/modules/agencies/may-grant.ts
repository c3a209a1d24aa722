import { can, type Acting } from '#platform/permissions/permissions.ts';

/**
 * The posts of an office, whose acts stay with its own records. Every other role rules over people or over the whole
 * agency (its texts, catalogue, calendar, keys); a new one counts as such until it is named here.
 */
const OFFICE_ROLES: ReadonlySet<string> = new Set([
  'reception_clerk',
  'analyst',
  'registrar',
  'delivery_desk',
  'office_head',
]);

/**
 * True if the actor may give (or take) this role in this unit: the unit is among those whose posts they fill, and the role
 * is one of an office, or they may do there all that it may, or they manage the agency there. So nobody makes an account
 * that rules over more than its maker. A role that no module knows is given by nobody.
 */
export function mayGrant(ctx: Acting, role: string, unitId: string): boolean {
  const { access, actor } = ctx;
  if (!access.roles.roles().includes(role)) return false;
  if (!can(access, actor, 'agencies.fill_posts', unitId)) return false;
  if (OFFICE_ROLES.has(role) || can(access, actor, 'agencies.manage', unitId)) return true;
  return access.roles
    .actions()
    .every((action) => !access.roles.permits(role, action) || can(access, actor, action, unitId));
}
