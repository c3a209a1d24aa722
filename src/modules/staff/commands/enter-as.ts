import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { staffRefusals } from '../errors.ts';
import { listPersonas } from '../store/accounts.ts';
import { insertSession } from '../store/sessions.ts';

/** Opens a session of an invented person. The route exists only in demo mode and only answers this machine. */
export async function enterAs(ctx: Ctx, persona: string): Promise<{ cookie: string }> {
  const found = (await listPersonas(ctx)).find((one) => one.persona === persona);
  if (!found) throw new Refusal(staffRefusals.wrongCredentials);
  return transact(ctx, async (tx) => {
    const cookie = await insertSession(tx, found, true);
    await recordAudit(tx, {
      action: 'staff.enter-as',
      entityType: 'staff',
      entityId: found.id,
      agencyId: found.agencyId,
    });
    return { cookie };
  });
}
