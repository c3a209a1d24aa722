import { createHash } from 'node:crypto';
import type { Outcome } from './domain/statuses.ts';

/**
 * What a proposal says, as a short word: it goes with the form that signs it, so that what is signed is what was on the
 * screen. No secret: who forged one would sign what they know.
 */
export function markOf(proposed: {
  readonly proposal: Outcome | null;
  readonly proposalReasons: readonly string[];
}): string {
  const said = JSON.stringify([proposed.proposal, ...proposed.proposalReasons]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 16);
}
