/** What can happen to a procedure, as it is counted: each step in its history is one movement. */
export const MOVEMENTS = [
  'entered',
  'reentered',
  'taken',
  'accepted',
  'suspended',
  'rejected',
  'delivered',
  'withdrawn',
] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** Time that a citizen waits: to be taken, in analysis, both together (answer), and until the result is collected. */
export const STAGES = ['waiting', 'analysis', 'answer', 'collection'] as const;
export type Stage = (typeof STAGES)[number];

/** The movements that end a stage. */
export const ENDS: Readonly<Record<Stage, readonly Movement[]>> = {
  waiting: ['taken'],
  analysis: ['accepted', 'suspended', 'rejected'],
  answer: ['accepted', 'suspended', 'rejected'],
  collection: ['delivered'],
};

/** Statuses in which something is still owed to somebody. */
export const OPEN_STATUSES = ['entered', 'in_analysis', 'accepted', 'suspended', 'rejected'] as const;
export type OpenStatus = (typeof OPEN_STATUSES)[number];
