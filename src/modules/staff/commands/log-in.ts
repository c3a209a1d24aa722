import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { attemptPassword, loginIndex } from '../attempts.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { verifyPassword } from '../password.ts';
import { findAccountByLogin } from '../store/accounts.ts';
import { endSessions, insertSession } from '../store/sessions.ts';

export interface LogIn {
  login: string;
  password: string;
  /** Browser and system, for the list of sessions. */
  device: string;
}

/**
 * Name and password open a session that may do nothing yet but show the second factor. Whether the name exists cannot be
 * told from the words or the time of the answer. A wrong try is audited: by the account, or by a keyed hash of the name.
 */
export function logIn(ctx: Ctx, { login, password, device }: LogIn): Promise<{ cookie: string }> {
  return attemptPassword(ctx, login, async () => {
    const account = await findAccountByLogin(ctx, login);
    const hash = account?.disabledAt ? null : (account?.hash ?? null);
    if (!(await verifyPassword(password, hash)) || !account) {
      await transact(ctx, (tx) =>
        recordAudit(tx, {
          action: 'staff.log-in-failed',
          entityType: account ? 'staff' : 'unknown-login',
          entityId: account?.id ?? loginIndex(ctx, login),
          ...(account ? { agencyId: account.agencyId } : {}),
        }),
      );
      throw new Refusal(staffRefusals.wrongCredentials);
    }
    return transact(ctx, async (tx) => {
      const cookie = await insertSession(tx, account, { secondFactor: false, device });
      await auditAccount(tx, 'log-in', account);
      return { cookie };
    });
  });
}

/** Ends the session, on every node. */
export async function logOut(ctx: Ctx, sessionId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'staff') return;
  await transact(ctx, async (tx) => {
    const ended = await endSessions(tx, actor.staffId, { only: sessionId });
    if (ended > 0) await auditAccount(tx, 'log-out', { id: actor.staffId, agencyId: actor.agencyId });
  });
}
