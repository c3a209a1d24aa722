import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import { verifyPassword } from '../password.ts';
import { staffRefusals } from '../errors.ts';
import { findCredentials } from '../store/accounts.ts';
import { insertSession } from '../store/sessions.ts';

/** Wrong passwords per account: five at once, then one each three minutes (ASVS 6.3.1). */
const PER_ACCOUNT = { burst: 5, seconds: 900 };

/**
 * Name and password open a session that may do nothing yet but show the second factor. Whether the name exists cannot be
 * told from the words or the time of the answer.
 */
export async function logIn(ctx: Ctx, login: string, password: string): Promise<{ cookie: string }> {
  await takeToken(ctx, `log-in:${ctx.crypt.blindIndex(login.toLowerCase(), 'staff.login')}`, PER_ACCOUNT);
  const account = await findCredentials(ctx, login);
  const right = await verifyPassword(password, account?.hash ?? null);
  if (!account || !right) throw new Refusal(staffRefusals.wrongCredentials);
  return transact(ctx, async (tx) => {
    const cookie = await insertSession(tx, account, false);
    await recordAudit(tx, {
      action: 'staff.log-in',
      entityType: 'staff',
      entityId: account.id,
      agencyId: account.agencyId,
    });
    return { cookie };
  });
}
