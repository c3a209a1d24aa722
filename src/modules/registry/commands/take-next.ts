import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere, reach } from '#platform/permissions/permissions.ts';
import { analystsWithin } from '../queries/work-log.ts';
import { lockNextFor } from '../store/work.ts';
import { takeProcedure } from './take-procedure.ts';

/**
 * An analyst takes what is due first in their units, of what nobody works on (or
 * somebody who is not there any more). However many ask at once, each gets a
 * different one and none waits. Undefined when nothing waits.
 */
export async function takeNext(ctx: Ctx): Promise<string | undefined> {
  authorizeSomewhere(ctx, 'registry.analyse');
  const { actor } = ctx;
  if (actor.kind !== 'staff') throw new Refusal(accessRefusals.notAllowed);
  const roots = reach(ctx.access, actor, 'registry.analyse');
  const units = roots === 'everywhere' ? [] : roots;
  const present = (await analystsWithin(ctx, units)).map(({ staffId }) => staffId);
  return transact(ctx, async (tx) => {
    const id = await lockNextFor(tx, actor.staffId, units, present);
    if (id) await takeProcedure(tx, id);
    return id;
  });
}
