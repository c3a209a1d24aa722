import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { registryRefusals } from '../errors.ts';
import { mayAnalyse } from '../queries/work-log.ts';
import { changeWorkOf } from '../work.ts';

/**
 * A supervisor gives a procedure to an analyst of its office, or to another one than before. Refuses somebody who may
 * not analyse there today: the procedure would wait for a person who cannot open it.
 */
export async function assignProcedure(ctx: Ctx, input: { procedureId: string; staffId: string }): Promise<void> {
  const { procedureId, staffId } = input;
  await changeWorkOf(ctx, {
    procedureId,
    action: 'registry.assign',
    kind: 'assigned',
    from: ['entered', 'in_analysis'],
    staffId,
    async change(tx, { unitId, folio }) {
      if (!(await mayAnalyse(tx, staffId, unitId))) throw new Refusal(registryRefusals.notAnAnalyst, { folio });
      return { analystId: staffId };
    },
  });
}
