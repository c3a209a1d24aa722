import { transact, type Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { procedureAnalysed } from '../events.ts';
import { move } from '../move.ts';
import { lockProcedure } from '../store/procedures.ts';
import { changeWorkOf, demandOwnWork, isFree } from '../work.ts';

/**
 * An analyst takes a procedure from the queue; of two who try at once, one is told that it is taken. One that was
 * released during analysis, or whose analyst is not there any more, is taken on without a new status.
 */
export async function takeProcedure(ctx: Ctx, procedureId: string): Promise<void> {
  authorizeSomewhere(ctx, 'registry.analyse');
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : undefined;
  await transact(ctx, async (tx) => {
    const procedure = await lockProcedure(tx, procedureId);
    if (staffId && procedure?.status === 'in_analysis' && (await isFree(tx, procedure))) {
      await changeWorkOf(tx, {
        procedureId,
        action: 'registry.analyse',
        kind: 'assigned',
        from: ['in_analysis'],
        staffId,
        change: () => ({ analystId: staffId }),
      });
      return;
    }
    await move(tx, {
      procedureId,
      action: 'registry.analyse',
      step: 'analyse',
      to: 'in_analysis',
      async change(_, locked) {
        await demandOwnWork(tx, locked);
        return staffId ? { analystId: staffId } : {};
      },
      event: procedureAnalysed,
      extra: {},
    });
  });
}
