import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { accessRefusals, authorizeSomewhere, can, type Acting } from '#platform/permissions/permissions.ts';
import { assignmentsOf, mayGrant, rootUnitsOf } from '#modules/agencies/index.ts';
import { staffRefusals } from './errors.ts';
import { findAccount, type Account } from './store/accounts.ts';

/** The public servant who acts on their own account. */
export function actingStaff(ctx: Acting): StaffActor {
  if (ctx.actor.kind !== 'staff') throw new Refusal(accessRefusals.signInNeeded);
  return ctx.actor;
}

/** What an administrator may do with an account. */
export interface Managed {
  readonly account: Account;
  /** Where it has posts, or the top of its agency when it has none. For the audit. */
  readonly unitId: string | undefined;
  /** Undefined if everything is allowed; otherwise why it may only be looked at. */
  readonly limit: 'notYourself' | 'beyondReach' | undefined;
}

/**
 * An account that the actor may see: one with a post, or a substitution, in a unit where they manage accounts. It may be
 * changed only by somebody who manages all of its units and could give all of its roles: otherwise who administers one
 * office could reset the second factor of a director and enter in their place. Outside one's units it does not exist.
 */
export async function getManaged(ctx: Ctx, accountId: string): Promise<Managed> {
  authorizeSomewhere(ctx, 'staff.manage');
  const account = await findAccount(ctx, accountId);
  if (!account) throw new Refusal(accessRefusals.notFound);
  const posts = await assignmentsOf(ctx.db, accountId, ctx.clock.today());
  const units = posts.length > 0 ? posts.map(({ unitId }) => unitId) : await rootUnitsOf(ctx, account.agencyId);
  const managed = units.filter((unitId) => can(ctx.access, ctx.actor, 'staff.manage', unitId));
  if (managed.length === 0) throw new Refusal(accessRefusals.notFound);
  const all =
    managed.length === units.length &&
    posts.every(({ roles, unitId }) => roles.every((role) => mayGrant(ctx, role, unitId)));
  const self = ctx.actor.kind === 'staff' && ctx.actor.staffId === accountId;
  return { account, unitId: units[0], limit: self ? 'notYourself' : all ? undefined : 'beyondReach' };
}

/** First line of each command that changes an account of somebody else. */
export async function authorizeAccount(ctx: Ctx, accountId: string): Promise<Managed> {
  const managed = await getManaged(ctx, accountId);
  if (managed.limit) throw new Refusal(staffRefusals[managed.limit]);
  return managed;
}
