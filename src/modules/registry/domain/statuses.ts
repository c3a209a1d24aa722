/** States of a procedure (R2). The signed ones carry their outcome in the name. */
export const STATUSES = [
  'entered',
  'in_analysis',
  'accepted',
  'suspended',
  'rejected',
  'delivered',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];

export const OUTCOMES = ['accepted', 'suspended', 'rejected'] as const satisfies readonly Status[];
export type Outcome = (typeof OUTCOMES)[number];

export type Step = 'analyse' | 'sign' | 'reenter' | 'withdraw' | 'deliver';

interface Transition {
  readonly step: Step;
  readonly from: readonly Status[];
  readonly to: readonly Status[];
}

/** The one table of transitions; the trigger registry.guard_status repeats it as a second wall. */
export const TRANSITIONS: readonly Transition[] = [
  { step: 'analyse', from: ['entered'], to: ['in_analysis'] },
  { step: 'sign', from: ['in_analysis'], to: OUTCOMES },
  { step: 'reenter', from: ['suspended'], to: ['entered'] },
  { step: 'withdraw', from: ['entered', 'in_analysis', 'suspended'], to: ['withdrawn'] },
  { step: 'deliver', from: ['accepted', 'suspended', 'rejected'], to: ['delivered'] },
];

/** The steps that can be taken from a status. */
export function stepsFrom(status: Status): Step[] {
  return TRANSITIONS.filter((transition) => transition.from.includes(status)).map((transition) => transition.step);
}

/** Where a step may start. */
export function startsOf(step: Step): readonly Status[] {
  return TRANSITIONS.find((transition) => transition.step === step)?.from ?? [];
}

export function canMove(from: Status, to: Status): boolean {
  return TRANSITIONS.some((transition) => transition.from.includes(from) && transition.to.includes(to));
}
