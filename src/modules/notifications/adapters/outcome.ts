import type { HandOver, PartOutcome, SendOutcome } from './port.ts';

/** From best to worst. A doubt outweighs a refusal: only it can lead to a message sent twice. */
const GRAVITY: Readonly<Record<HandOver['kind'], number>> = {
  accepted: 0,
  notSent: 1,
  throttled: 2,
  rejected: 3,
  uncertain: 5,
};

const gravity = (outcome: HandOver): number =>
  GRAVITY[outcome.kind] + (outcome.kind === 'rejected' && outcome.permanence === 'permanent' ? 1 : 0);

/** The outcome of a message from those of its parts. At least one part. */
export function outcomeOfParts(parts: readonly PartOutcome[]): SendOutcome {
  const [first, ...rest] = parts;
  if (!first) throw new RangeError('a message has at least one part');
  const { part: _, covers: _covers, ...worst } = rest.reduce((a, b) => (gravity(b) > gravity(a) ? b : a), first);
  return { ...worst, parts };
}

/** The outcome of a message of one part, of one that never came to have parts, or of one that the carrier divides itself. */
export const wholeOutcome = (outcome: HandOver, covers = 1): SendOutcome => ({
  ...outcome,
  parts: [{ ...outcome, part: 1, ...(covers > 1 && { covers }) }],
});

/** True if the carrier is to blame: no answer, a cut, "not now". A refused number, a pace or a stale message is none of its faults. */
export function isCarrierFault(outcome: HandOver): boolean {
  switch (outcome.kind) {
    case 'uncertain':
      return true;
    case 'rejected':
      return outcome.permanence === 'temporary';
    case 'notSent':
      return outcome.cause === 'notConnected';
    case 'accepted':
    case 'throttled':
      return false;
  }
}
