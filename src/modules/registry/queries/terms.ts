import { CALENDAR_BY_RULE, type WorkingCalendar } from '#platform/calendar/calendar.ts';
import { readCalendar } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { AMBER_DAYS, lastDayToCorrect } from '../domain/light.ts';
import type { Status } from '../domain/statuses.ts';

/** What the traffic lights of a screen are judged by. */
export interface Terms {
  readonly today: Temporal.PlainDate;
  /** The last day that counts as near the end of a term. */
  readonly amberUntil: Temporal.PlainDate;
  readonly calendar: WorkingCalendar;
}

/** Years back whose loaded calendar is read: nothing that still runs is older. */
const YEARS_BACK = 2;

/** Today and the working days of the agency of whoever looks. */
export async function readTerms(ctx: Ctx): Promise<Terms> {
  const { actor } = ctx;
  const today = ctx.clock.today();
  const calendar =
    actor.kind === 'staff' ? await readCalendar(ctx.db, actor.agencyId, today.year - YEARS_BACK) : CALENDAR_BY_RULE;
  return { today, amberUntil: calendar.addWorkingDays(today, AMBER_DAYS), calendar };
}

/** The last day on which a suspended procedure may be corrected, by the calendar of its agency as it stands today. */
export async function correctUntil(
  { db }: Pick<Ctx, 'db'>,
  procedure: { readonly agencyId: string; readonly status: Status; readonly correctBy: Temporal.PlainDate | null },
): Promise<Temporal.PlainDate | null> {
  const { agencyId, status, correctBy } = procedure;
  if (status !== 'suspended' || !correctBy) return null;
  return lastDayToCorrect(procedure, await readCalendar(db, agencyId, correctBy.year));
}
