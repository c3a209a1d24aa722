import type { Status } from './statuses.ts';

/** How a procedure stands against its term. `done`: nothing runs any more. */
export type Light = 'green' | 'amber' | 'red' | 'done';

/** Working days before the end of a term from which it counts as nearly over. */
export const AMBER_DAYS = 2;

/**
 * The traffic light of a procedure: the office's term until it is signed, then, if suspended, the citizen's term to
 * correct it. The day itself still belongs to the term.
 *
 * @param amberUntil the last day that counts as near: today and AMBER_DAYS working days more.
 */
export function lightOf(
  procedure: { status: Status; dueOn: Temporal.PlainDate; correctBy: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
  amberUntil: Temporal.PlainDate,
): Light {
  const end = endOfTerm(procedure);
  if (!end) return 'done';
  if (Temporal.PlainDate.compare(end, today) < 0) return 'red';
  return Temporal.PlainDate.compare(end, amberUntil) <= 0 ? 'amber' : 'green';
}

/** A suspended one whose term to correct ended: the folio cannot go on, the citizen may lodge a new procedure. */
export function isTermOver(
  procedure: { status: Status; correctBy: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
): boolean {
  const { status, correctBy } = procedure;
  return status === 'suspended' && correctBy !== null && Temporal.PlainDate.compare(today, correctBy) > 0;
}

function endOfTerm(procedure: {
  status: Status;
  dueOn: Temporal.PlainDate;
  correctBy: Temporal.PlainDate | null;
}): Temporal.PlainDate | null {
  if (procedure.status === 'entered' || procedure.status === 'in_analysis') return procedure.dueOn;
  return procedure.status === 'suspended' ? procedure.correctBy : null;
}
