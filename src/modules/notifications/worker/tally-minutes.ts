import { isCarrierFault } from '../adapters/outcome.ts';
import type { TALLIES } from '../store/carriers.ts';
import { type MinuteTally } from '../store/carriers.ts';
import type { SettledPart } from '../store/receipts.ts';
import type { Outcome } from './outcome.ts';

/** A receipt within this is prompt (GOV.UK Notify counts slower ones against a provider). */
const PROMPT_SECONDS = 300;

type Tally = (typeof TALLIES)[number];

/** Counts what carriers did, by carrier and minute: answers now, receipts in the minute in which their part was taken. */
export function tallyMinutes(
  outcomes: readonly Outcome[],
  settled: readonly SettledPart[],
  now: Temporal.Instant,
): MinuteTally[] {
  const tallies = new Map<string, Record<Tally, number> & { carrier: string; minute: string }>();
  const count = (carrier: string, at: Temporal.Instant, kind: Tally) => {
    const minute = at.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString();
    const key = `${carrier}\n${minute}`;
    const none = { taken: 0, refused: 0, errors: 0, prompt: 0, delivered: 0, failed: 0, expired: 0 };
    const tally = tallies.get(key) ?? { carrier, minute, ...none };
    tally[kind] += 1;
    tallies.set(key, tally);
  };
  for (const { carrier, sent } of outcomes) {
    for (const part of sent.parts) {
      if (part.kind === 'accepted') count(carrier, now, 'taken');
      else if (isCarrierFault(part)) count(carrier, now, 'errors');
      else if (part.kind === 'rejected') count(carrier, now, 'refused');
    }
  }
  for (const { carrier, state, takenAt } of settled) {
    if (takenAt === null) continue;
    count(carrier, takenAt, state);
    if (now.since(takenAt).total('seconds') <= PROMPT_SECONDS) count(carrier, takenAt, 'prompt');
  }
  return [...tallies.values()];
}
