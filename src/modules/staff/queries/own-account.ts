import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { assignmentsOf, type Assignment } from '#modules/agencies/index.ts';
import { actingStaff } from '../authority.ts';
import { findAccount, type Account } from '../store/accounts.ts';
import { getFactors, type Factors } from '../store/factors.ts';
import { listPasskeys, type Passkey } from '../store/passkeys.ts';
import { activityOf, type Activity } from './activity.ts';
import { listSessions, type OpenSession } from '../store/sessions.ts';

/** What a public servant sees of their own account. */
export interface OwnAccount {
  readonly account: Account;
  readonly factors: Factors;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly OpenSession[];
  /** Posts held or stood in for, today or later. */
  readonly assignments: readonly Assignment[];
  readonly activity: readonly Activity[];
}

export async function ownAccount(ctx: Ctx): Promise<OwnAccount> {
  const { staffId } = actingStaff(ctx);
  const [account, factors, passkeys, sessions, assignments, activity] = await Promise.all([
    findAccount(ctx, staffId),
    getFactors(ctx, staffId),
    listPasskeys(ctx, staffId),
    listSessions(ctx, staffId),
    assignmentsOf(ctx.db, staffId, ctx.clock.today()),
    activityOf(ctx, staffId),
  ]);
  if (!account) throw new Refusal(accessRefusals.signInNeeded);
  return { account, factors, passkeys, sessions, assignments, activity };
}

/** True if the actor is an invented person of the demonstration. */
export async function isOwnPersona(ctx: Ctx): Promise<boolean> {
  const account = await findAccount(ctx, actingStaff(ctx).staffId);
  return account !== undefined && account.persona !== null;
}
