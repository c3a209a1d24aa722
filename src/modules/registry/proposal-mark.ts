import { seenMark } from '#platform/seen-mark.ts';
import type { Outcome } from './domain/statuses.ts';

/** Goes with the form that signs a proposal: what is signed is what the registrar read. */
export function proposalMark(proposed: {
  readonly proposal: Outcome | null;
  readonly proposalReasons: readonly string[];
}): string {
  return seenMark([proposed.proposal, ...proposed.proposalReasons]);
}
