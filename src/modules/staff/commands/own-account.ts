import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { attemptPassword } from '../attempts.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { hashOfAccepted, verifyPassword } from '../password.ts';
import { changeAccount, findAccount } from '../store/accounts.ts';
import { endSessions } from '../store/sessions.ts';

/** A new password, by who knows the old one. All other sessions of the account end. */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string; sessionId: string },
): Promise<void> {
  const { staffId, agencyId } = actingStaff(ctx);
  const account = await findAccount(ctx, staffId);
  if (!account) throw new Refusal(staffRefusals.wrongPassword);
  await attemptPassword(ctx, account.login, async () => {
    if (!(await verifyPassword(input.current, account.hash))) throw new Refusal(staffRefusals.wrongPassword);
  });
  const hash = await hashOfAccepted(input.next, account.login);
  await transact(ctx, async (tx) => {
    await changeAccount(tx, staffId, { password_hash: hash });
    const ended = await endSessions(tx, staffId, { except: input.sessionId });
    await auditAccount(tx, 'change-password', { id: staffId, agencyId }, { ended });
  });
}

/** Ends one other session of the actor's account, or all but the one given. Returns how many were open. */
export function endOwnSessions(ctx: Ctx, which: { only: string } | { except: string }): Promise<number> {
  const { staffId, agencyId } = actingStaff(ctx);
  return transact(ctx, async (tx) => {
    const ended = await endSessions(tx, staffId, which);
    if (ended > 0) await auditAccount(tx, 'end-sessions', { id: staffId, agencyId }, { ended });
    return ended;
  });
}
