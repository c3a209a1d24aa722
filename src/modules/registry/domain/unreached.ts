import { OUTCOMES, type Status } from './statuses.ts';

/** How an entry of the worklist ends. `told` holds until the procedure moves on: then there is something new to tell. */
export const SETTLEMENTS = ['verified', 'declined', 'told'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** What the office can do for a person whom notices do not reach. */
export const ADVICE = ['tellOutcome', 'correctInTime', 'tellProgress', 'askAtVisit'] as const;
export type Advice = (typeof ADVICE)[number];

/** The most urgent thing to do: a term that runs, then a result that nobody knows of, before what can wait for a visit. */
export function adviceFor(entry: { readonly status: Status; readonly otherWay: boolean }): Advice {
  if (entry.otherWay) return 'askAtVisit';
  if (entry.status === 'suspended') return 'correctInTime';
  return OUTCOMES.some((outcome) => outcome === entry.status) ? 'tellOutcome' : 'tellProgress';
}
