import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { grantsOf } from '#modules/agencies/index.ts';
import { registryRefusals } from '../errors.ts';
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
      const { roles, units } = tx.access;
      const grants = await grantsOf(tx.db, staffId, tx.clock.today());
      const may = grants.some(
        (grant) => roles.permits(grant.role, 'registry.analyse') && units.isWithin(unitId, grant.unitId),
      );
      if (!may) throw new Refusal(registryRefusals.notAnAnalyst, { folio });
      return { analystId: staffId };
    },
  });
}
