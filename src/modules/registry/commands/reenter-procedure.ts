import { endOfTerm } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { findService } from '#modules/catalogue/index.ts';
import { registryRefusals } from '../errors.ts';
import { correctUntil } from '../queries/terms.ts';
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
      const last = await correctUntil(tx, procedure);
      if (last && Temporal.PlainDate.compare(today, last) > 0) {
        throw new Refusal(registryRefusals.termOver, { date: last.toString() });
      }
      const service = await findService(tx.db, tx.locale, procedure.service);
      const due = service && { dueOn: await endOfTerm(tx, procedure.agencyId, service.responseDays) };
      return { clearWork: true, ...due };
    },
    event: procedureReentered,
    extra: {},
  });
}
