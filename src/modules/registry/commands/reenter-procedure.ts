import { endOfTerm } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { findService } from '#modules/catalogue/index.ts';
import { registryRefusals } from '../errors.ts';
import { procedureReentered } from '../events.ts';
import { move } from '../move.ts';

/**
 * A suspended procedure comes back corrected, within its term, and keeps its folio. It goes to everybody's queue: whoever
 * analysed it before may be away, and a procedure that waits for one person who is not there is the worse failure.
 */
export async function reenterProcedure(ctx: Ctx, procedureId: string): Promise<void> {
  await move(ctx, {
    procedureId,
    action: 'registry.enter',
    step: 'reenter',
    to: 'entered',
    async change(tx, procedure) {
      const today = tx.clock.today();
      if (procedure.correctBy && Temporal.PlainDate.compare(today, procedure.correctBy) > 0) {
        throw new Refusal(registryRefusals.termOver, { date: procedure.correctBy.toString() });
      }
      const service = await findService(tx.db, tx.locale, procedure.service);
      const due = service && { dueOn: await endOfTerm(tx, procedure.agencyId, service.responseDays) };
      return { clearWork: true, ...due };
    },
    event: procedureReentered,
    extra: {},
  });
}
