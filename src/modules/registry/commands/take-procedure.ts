import type { Ctx } from '#platform/context.ts';
import { procedureAnalysed } from '../events.ts';
import { move } from '../move.ts';

/** An analyst takes a procedure from the queue; of two who try at once, one is told that it is taken. */
export async function takeProcedure(ctx: Ctx, procedureId: string): Promise<void> {
  await move(ctx, {
    procedureId,
    action: 'registry.analyse',
    step: 'analyse',
    to: 'in_analysis',
    change: (tx) => (tx.actor.kind === 'staff' ? { analystId: tx.actor.staffId } : {}),
    event: procedureAnalysed,
    extra: {},
  });
}
