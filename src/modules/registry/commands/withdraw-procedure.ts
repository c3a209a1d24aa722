import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { registryRefusals } from '../errors.ts';
import { procedureWithdrawn } from '../events.ts';
import { move } from '../move.ts';

/** The citizen gives the procedure up before it ends, and says why. */
export async function withdrawProcedure(ctx: Ctx, procedureId: string, reason: string): Promise<void> {
  if (reason.trim() === '') throw new Refusal(registryRefusals.reasonNeeded);
  await move(ctx, {
    procedureId,
    action: 'registry.enter',
    step: 'withdraw',
    to: 'withdrawn',
    reasons: [reason.trim()],
    change: (tx) => ({ closedAt: tx.clock.now() }),
    event: procedureWithdrawn,
    extra: {},
  });
}
