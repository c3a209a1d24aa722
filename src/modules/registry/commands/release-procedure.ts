import type { Ctx } from '#platform/context.ts';
import { changeWorkOf, demandOwnWork } from '../work.ts';

/** Whoever works on a procedure, or a supervisor, gives it back to the queue. Its status stays; a proposal is dropped. */
export async function releaseProcedure(ctx: Ctx, procedureId: string): Promise<void> {
  await changeWorkOf(ctx, {
    procedureId,
    action: 'registry.analyse',
    kind: 'released',
    from: ['entered', 'in_analysis'],
    async change(tx, procedure) {
      await demandOwnWork(tx, procedure);
      return { analystId: null, proposal: null };
    },
  });
}
