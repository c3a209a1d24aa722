import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizePerson } from '#modules/people/index.ts';
import { eraseLetters } from '../store/letters.ts';
import { eraseContents, stopWaiting } from '../store/erase.ts';

/**
 * Right of cancellation: notices that wait stay here, and text and address of the others are emptied. The evidence of each
 * stays. `personIds`: the person's record and those merged into it.
 */
export async function eraseNoticesOf(
  ctx: Ctx,
  input: { personId: string; personIds: readonly string[]; source: string },
): Promise<{ stopped: number; erased: number }> {
  const agencyId = await authorizePerson(ctx, 'people.erase', input.personId);
  return transact(ctx, async (tx) => {
    const stopped = await stopWaiting(tx, input.personIds, 'cancelled');
    await eraseLetters(tx, input.personIds);
    const erased = await eraseContents(tx, { personIds: input.personIds });
    const entry = { action: 'notifications.erase', entityType: 'person', entityId: input.personId, agencyId };
    await recordAudit(tx, { ...entry, detail: { source: input.source, stopped, erased } });
    return { stopped, erased };
  });
}

/** Right of opposition: notices that wait stay here. */
export async function stopNoticesTo(
  ctx: Ctx,
  input: { personId: string; personIds: readonly string[]; source: string },
): Promise<number> {
  const agencyId = await authorizePerson(ctx, 'people.erase', input.personId);
  return transact(ctx, async (tx) => {
    const stopped = await stopWaiting(tx, input.personIds, 'opposed');
    const entry = { action: 'notifications.stop', entityType: 'person', entityId: input.personId, agencyId };
    await recordAudit(tx, { ...entry, detail: { source: input.source, stopped } });
    return stopped;
  });
}
