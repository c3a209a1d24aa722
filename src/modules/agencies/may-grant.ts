import { can, type Acting } from '#platform/permissions/permissions.ts';

/**
 * What people do with the records of their own unit, and what citizens read about it. Every other action rules over people or over the whole agency (its
 * texts, catalogue, calendar, keys). What is new and not named here counts as the latter: too narrow is noticed at once.
 */
const WORK_OF_A_UNIT = /^(?:registry\.(?!clients$)|people\.|agencies\.edit_offices$)/;

/**
 * True if the actor may give (or take) this role in this unit: the unit is among those whose posts they fill, and whatever
 * the role may do beyond the work of a unit they may do there themselves, or they manage the agency there. So nobody makes
 * an account that rules over more than its maker. A role that no module knows is given by nobody.
 */
export function mayGrant(ctx: Acting, role: string, unitId: string): boolean {
  const { access, actor } = ctx;
  if (!access.roles.roles().includes(role)) return false;
  if (!can(access, actor, 'agencies.fill_posts', unitId)) return false;
  if (can(access, actor, 'agencies.manage', unitId)) return true;
  return access.roles
    .actions()
    .every(
      (action) =>
        !access.roles.permits(role, action) || WORK_OF_A_UNIT.test(action) || can(access, actor, action, unitId),
    );
}
