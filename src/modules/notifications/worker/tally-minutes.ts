import { isCarrierFault } from '../adapters/outcome.ts';
import type { TALLIES } from '../store/carriers.ts';
import { type MinuteTally } from '../store/carriers.ts';
import type { SettledPart } from '../store/receipts.ts';
import type { Outcome } from './outcome.ts';

/** A receipt within this is prompt (GOV.UK Notify counts slower ones against a provider). */
const PROMPT_SECONDS = 300;

const MINUTE_MS = 60_000;

type Tally = (typeof TALLIES)[number];

/** Counts what carriers did, by carrier and minute: answers now, receipts in the minute in which their part was taken. */
export function tallyMinutes(
  outcomes: readonly Outcome[],
  settled: readonly SettledPart[],
  now: Temporal.Instant,
): MinuteTally[] {
  const tallies = new Map<string, Record<Tally, number> & { carrier: string; minute: string }>();
  const count = (carrier: string, at: Temporal.Instant, kind: Tally) => {
    const began = Math.floor(at.epochMilliseconds / MINUTE_MS) * MINUTE_MS;
    const key = `${carrier}\n${began}`;
    const known = tallies.get(key);
    if (known) {
      known[kind] += 1;
      return;
    }
    const none = { taken: 0, refused: 0, errors: 0, prompt: 0, delivered: 0, failed: 0, expired: 0 };
    const minute = Temporal.Instant.fromEpochMilliseconds(began).toString();
    tallies.set(key, { carrier, minute, ...none, [kind]: 1 });
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
    if (now.epochMilliseconds - takenAt.epochMilliseconds <= PROMPT_SECONDS * 1000) count(carrier, takenAt, 'prompt');
  }
  return [...tallies.values()];
}
