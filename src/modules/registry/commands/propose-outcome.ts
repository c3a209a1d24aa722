import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { Outcome } from '../domain/statuses.ts';
import { registryRefusals } from '../errors.ts';
import { changeWorkOf, demandOwnWork, isFree } from '../work.ts';

export interface ProposeOutcome {
  procedureId: string;
  outcome: Outcome;
  /** As the citizen will read them if the registrar confirms. */
  reasons: readonly string[];
}

/** The analyst says how it should be signed and why. It binds nobody: the registrar confirms, changes or returns it. */
export async function proposeOutcome(ctx: Ctx, { procedureId, outcome, reasons }: ProposeOutcome): Promise<void> {
  if (outcome !== 'accepted' && reasons.length === 0) throw new Refusal(registryRefusals.reasonNeeded);
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : undefined;
  await changeWorkOf(ctx, {
    procedureId,
    action: 'registry.analyse',
    kind: 'proposed',
    from: ['in_analysis'],
    outcome,
    reasons,
    async change(tx, procedure) {
      await demandOwnWork(tx, procedure);
      const proposal = { outcome, reasons };
      return staffId && (await isFree(tx, procedure)) ? { analystId: staffId, proposal } : { proposal };
    },
  });
}
