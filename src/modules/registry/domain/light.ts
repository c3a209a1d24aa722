import type { WorkingCalendar } from '#platform/calendar/calendar.ts';
import type { Status } from './statuses.ts';

type Calendar = Pick<WorkingCalendar, 'workingDayFrom'>;

/** What decides on the term of the citizen. */
interface Suspendable {
  readonly status: Status;
  readonly correctBy: Temporal.PlainDate | null;
}

type Running = Suspendable & { readonly dueOn: Temporal.PlainDate };

/** How a procedure stands against its term. `done`: nothing runs any more. */
export type Light = 'green' | 'amber' | 'red' | 'done';

/** Working days before the end of a term from which it counts as nearly over. */
export const AMBER_DAYS = 2;

/**
 * The traffic light of a procedure: the office's term until it is signed, then, if suspended, the citizen's term to
 * correct it. The day itself still belongs to the term.
 *
 * `amberUntil`: the last day that counts as near: today and AMBER_DAYS working days more.
 */
export function lightOf(
  procedure: Running,
  { today, amberUntil, calendar }: { today: Temporal.PlainDate; amberUntil: Temporal.PlainDate; calendar: Calendar },
): Light {
  const end = endOfTerm(procedure, calendar);
  if (!end) return 'done';
  if (Temporal.PlainDate.compare(end, today) < 0) return 'red';
  return Temporal.PlainDate.compare(end, amberUntil) <= 0 ? 'amber' : 'green';
}

/** A suspended one whose term to correct ended: the folio cannot go on, the citizen may lodge a new procedure. */
export function isTermOver(procedure: Suspendable, today: Temporal.PlainDate, calendar: Calendar): boolean {
  const last = lastDayToCorrect(procedure, calendar);
  return last !== null && Temporal.PlainDate.compare(today, last) > 0;
}

/**
 * Until when a suspended one may be corrected. Where the last day was declared a day off after it was counted, the next
 * working day: nobody could hand anything in at a closed office.
 */
export function lastDayToCorrect({ status, correctBy }: Suspendable, calendar: Calendar): Temporal.PlainDate | null {
  return status === 'suspended' && correctBy !== null ? calendar.workingDayFrom(correctBy) : null;
}

/** The last day of the term that runs; null: none does. */
export function endOfTerm(procedure: Running, calendar: Calendar): Temporal.PlainDate | null {
  if (procedure.status === 'entered' || procedure.status === 'in_analysis') return procedure.dueOn;
  return lastDayToCorrect(procedure, calendar);
}
