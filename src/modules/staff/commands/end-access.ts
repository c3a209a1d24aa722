import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { changeAccount } from '../store/accounts.ts';

/** Shuts an account: every session of it is nobody's at its next request, on every node. False if there is none. */
export function disableAccount(ctx: Ctx, login: string): Promise<boolean> {
  return change(ctx, login, 'staff.disable', { disabled_at: ctx.clock.now() });
}

/** Forgets the second factor (a lost telephone); the next log-in registers a new one. False if there is no account. */
export function resetSecondFactor(ctx: Ctx, login: string): Promise<boolean> {
  return change(ctx, login, 'staff.reset-factor', { totp_sealed: null, totp_last_counter: '0' });
}

async function change(
  ctx: Ctx,
  login: string,
  action: string,
  columns: Parameters<typeof changeAccount>[2],
): Promise<boolean> {
  authorizeSomewhere(ctx, 'staff.manage');
  return transact(ctx, async (tx) => {
    const account = await changeAccount(tx, login, columns);
    if (!account) return false;
    await recordAudit(tx, { action, entityType: 'staff', entityId: account.id, agencyId: account.agencyId });
    return true;
  });
}
