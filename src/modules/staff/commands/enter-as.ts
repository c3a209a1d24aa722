import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { actingStaff } from '../authority.ts';
import { auditAccount } from '../audit.ts';
import { staffRefusals } from '../errors.ts';
import { listPersonas } from '../store/accounts.ts';
import { insertSession } from '../store/sessions.ts';
import { secondFactorShown } from './second-factor.ts';

/** Opens a session of an invented person. The route exists only in demo mode and only answers this machine. */
export async function enterAs(ctx: Ctx, persona: string, device = ''): Promise<{ cookie: string }> {
  const found = (await listPersonas(ctx)).find((one) => one.persona === persona);
  if (!found) throw new Refusal(staffRefusals.wrongCredentials);
  return transact(ctx, async (tx) => {
    const cookie = await insertSession(tx, found, { secondFactor: true, device });
    await auditAccount(tx, 'enter-as', found);
    return { cookie };
  });
}

/**
 * Stands for the second factor of an invented person, so that a visitor can sign without registering one. Refuses for a
 * real account; the route, too, exists only in demo mode and only answers this machine.
 */
export async function confirmAsPersona(ctx: Ctx, sessionId: string): Promise<{ cookie: string }> {
  const { staffId } = actingStaff(ctx);
  const persona = (await listPersonas(ctx)).find(({ id }) => id === staffId);
  if (!persona) throw new Refusal(staffRefusals.wrongCode);
  return transact(ctx, (tx) => secondFactorShown(tx, sessionId, 'demo'));
}
