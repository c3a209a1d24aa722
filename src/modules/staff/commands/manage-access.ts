import { transact, type Ctx } from '#platform/context.ts';
import { requireStepUp } from '#platform/permissions/permissions.ts';
import { authorizeAccount, type Managed } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { changeAccount } from '../store/accounts.ts';
import { forgetFactors } from '../store/factors.ts';
import { voidInvitations } from '../store/invitations.ts';
import { endSessions } from '../store/sessions.ts';

/** Shuts an account: every session of it is nobody's at its next request, on every node, and its link is void. */
export async function disableAccount(ctx: Ctx, accountId: string): Promise<void> {
  const managed = await authorizeAccount(ctx, accountId);
  await transact(ctx, async (tx) => {
    await changeAccount(tx, accountId, { disabled_at: tx.clock.now() });
    await voidInvitations(tx, accountId);
    await audit(tx, 'disable', managed, { ended: await endSessions(tx, accountId) });
  });
}

/** Opens a shut account again, with the password and second factor it had. */
export async function enableAccount(ctx: Ctx, accountId: string): Promise<void> {
  const managed = await authorizeAccount(ctx, accountId);
  await transact(ctx, async (tx) => {
    await changeAccount(tx, accountId, { disabled_at: null });
    await audit(tx, 'enable', managed);
  });
}

/** Forgets code application, passkeys and recovery codes (a lost telephone); the next log-in registers a new factor. */
export async function resetSecondFactor(ctx: Ctx, accountId: string): Promise<void> {
  const managed = await authorizeAccount(ctx, accountId);
  requireStepUp(ctx);
  await transact(ctx, async (tx) => {
    await forgetFactors(tx, managed.account);
    await audit(tx, 'reset-factor', managed, { ended: await endSessions(tx, accountId) });
  });
}

/** Ends all sessions of an account; it may log in again. Returns how many were open. */
export async function endAllSessions(ctx: Ctx, accountId: string): Promise<number> {
  const managed = await authorizeAccount(ctx, accountId);
  return transact(ctx, async (tx) => {
    const ended = await endSessions(tx, accountId);
    await audit(tx, 'end-sessions', managed, { ended });
    return ended;
  });
}

function audit(tx: Ctx, action: string, { account, unitId }: Managed, detail?: Record<string, unknown>): Promise<void> {
  return auditAccount(tx, action, { id: account.id, agencyId: account.agencyId, unitId }, detail);
}
