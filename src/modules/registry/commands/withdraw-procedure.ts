import type { Ctx } from '#platform/context.ts';
import { procedureWithdrawn } from '../events.ts';
import { move } from '../move.ts';

/** The citizen gives the procedure up before it ends. */
export async function withdrawProcedure(ctx: Ctx, procedureId: string): Promise<void> {
  await move(ctx, {
    procedureId,
    action: 'registry.enter',
    step: 'withdraw',
    to: 'withdrawn',
    change: (tx) => ({ closedAt: tx.clock.now() }),
    event: procedureWithdrawn,
    extra: {},
  });
}
