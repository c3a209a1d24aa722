import type { Ctx } from '#platform/context.ts';
import type { HandOver } from '../adapters/port.ts';
import { markUncertain, requeue, setFate, type EvidenceEntry, type Terms } from '../store/messages.ts';
import type { Outcome } from './outcome.ts';

/** Pauses after a temporary refusal, in seconds; after the last one the message has failed. */
const RETRY_SECONDS = [5, 30, 120, 600, 1800, 3600];
const THROTTLE_SECONDS = 2;

/** What follows when a message was not wholly accepted: doubt, another try, or failure. Returns the evidence of it. */
export async function settleRefusal(tx: Ctx, { message, sent }: Outcome, terms: Terms): Promise<EvidenceEntry> {
  const { id, agencyId, attempts } = message;
  const entry = { agencyId, messageId: id };
  const doubt = async (reason: string): Promise<EvidenceEntry> => {
    await markUncertain(tx, id, terms);
    return { ...entry, kind: 'uncertain', reason };
  };
  if (sent.kind === 'accepted') throw new TypeError('an accepted message was not refused');
  if (sent.kind === 'uncertain') return doubt(sent.cause);
  const reason = reasonOf(sent);
  const someLeft = sent.parts.some(({ kind }) => kind === 'accepted');
  // Some parts went and one did not: to send all again would double the first ones.
  if (someLeft && sent.kind !== 'rejected') return doubt(reason);
  const pause = pauseAfter(sent, attempts);
  if (pause === undefined) {
    await setFate(tx, id, 'failed', ['sending']);
    return { ...entry, kind: 'failed', reason };
  }
  const waits = await requeue(tx.db, id, tx.clock.now().add({ seconds: pause }), ['sending']);
  // Erased while it was in hand: there is nothing left to send.
  if (!waits && (await setFate(tx, id, 'failed', ['sending']))) return { ...entry, kind: 'failed', reason };
  return { ...entry, kind: 'retry', reason };
}

/** Seconds until the next try; undefined: there is none. Waiting for a carrier that is away uses up no tries. */
function pauseAfter(outcome: HandOver, attempts: number): number | undefined {
  if (outcome.kind === 'throttled') return THROTTLE_SECONDS;
  if (outcome.kind === 'notSent') return outcome.cause === 'unsendable' ? undefined : RETRY_SECONDS[0];
  if (outcome.kind === 'rejected' && outcome.permanence === 'permanent') return undefined;
  return RETRY_SECONDS[attempts - 1];
}

/** The other side's own words for the evidence; codes only, no personal data. */
function reasonOf(outcome: Extract<HandOver, { kind: 'throttled' | 'notSent' | 'rejected' }>): string {
  return outcome.kind === 'notSent' ? (outcome.detail ?? outcome.cause) : outcome.code;
}
