import { can, type Acting } from '#platform/permissions/permissions.ts';

/** Whoever may do these decides what others may do. */
const POWER_OVER_OTHERS = ['staff.manage', 'agencies.manage', 'registry.clients'] as const;

/**
 * True if the actor may give (or take) this role in this unit: the unit is among those whose posts they fill, and a role
 * with power over others is handed on only by somebody who has that power there. So nobody makes an account that can
 * do more than its maker. A role that no module knows is given by nobody.
 */
export function mayGrant(ctx: Acting, role: string, unitId: string): boolean {
  if (!ctx.access.roles.roles().includes(role)) return false;
  if (!can(ctx.access, ctx.actor, 'agencies.fill_posts', unitId)) return false;
  return POWER_OVER_OTHERS.every(
    (action) => !ctx.access.roles.permits(role, action) || can(ctx.access, ctx.actor, action, unitId),
  );
}
