import { transact, type Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import type { HandOver, MessageSender, SendOutcome } from '../adapters/port.ts';
import {
  addEvidence,
  claimMessages,
  findAbandoned,
  repeatUncertain,
  requeue,
  setFate,
  markUncertain,
  type ClaimedMessage,
  type Terms,
} from '../store/messages.ts';
import { chargeParts } from '../store/costs.ts';
import { applyReceipt, notePart, type CarrierReceipt } from '../store/receipts.ts';
import { fillCode } from './fill-code.ts';

const IDLE_MS = 200;
const SWEEP_MS = 2_000;
const BATCH = 50;
/** Pauses after a temporary refusal, in seconds; after the last one the message has failed. */
const RETRY_SECONDS = [5, 30, 120, 600, 1800, 3600];
const THROTTLE_SECONDS = 2;
/** Messages handed to a sender and not yet settled: more would only wait there, with their lease running. */
const MAX_AT_SENDER = 100;

/** A way out: a sender, its name in the evidence, and how a claimed message is put for it. */
export interface WayOut {
  readonly name: string;
  readonly sender: Pick<MessageSender, 'state' | 'close'>;
  send(message: ClaimedMessage): Promise<SendOutcome>;
}

/**
 * Sends what waits on one channel. At least once: the claim is committed before anything leaves, so after a crash the
 * message is found as abandoned and becomes `uncertain`, never lost and never silently repeated.
 */
export class Dispatcher {
  readonly #ctx: Ctx;
  readonly #channel: Channel;
  readonly #way: WayOut;
  readonly #terms: Terms;
  #stopped = false;
  #running: Promise<void>;
  #swept = 0;

  constructor(ctx: Ctx, channel: Channel, way: WayOut, terms: Terms) {
    this.#ctx = ctx;
    this.#channel = channel;
    this.#way = way;
    this.#terms = terms;
    this.#running = this.#loop();
  }

  /** Finishes the messages at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#way.sender.close();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      const sent = await this.#round().catch((error: unknown) => {
        this.#ctx.log.warn({ err: error, channel: this.#channel }, 'sending paused');
        return 0;
      });
      if (sent === 0) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    }
  }

  async #round(): Promise<number> {
    if (performance.now() - this.#swept > SWEEP_MS) {
      this.#swept = performance.now();
      await sweep(this.#ctx, this.#terms);
    }
    const room = Math.min(this.#room(), BATCH);
    if (room <= 0) return 0;
    const messages = await claimMessages(this.#ctx, this.#channel, room, this.#terms);
    await Promise.all(messages.map((message) => this.#send(message)));
    return messages.length;
  }

  /** How many messages may be claimed now; 0 while the other side is away. */
  #room(): number {
    const { status, inFlight, queued } = this.#way.sender.state();
    return status === 'ready' ? MAX_AT_SENDER - inFlight - queued : 0;
  }

  async #send(message: ClaimedMessage): Promise<void> {
    const { id, agencyId, expiresAt } = message;
    const now = this.#ctx.clock.now();
    if (Temporal.Instant.compare(now, expiresAt) > 0) return this.#expire(message);
    const filled = message.subjectType === 'verification' ? await fillCode(this.#ctx, message) : message;
    if (!filled) return this.#expire(message);
    await addEvidence(this.#ctx, { agencyId, messageId: id, kind: 'handed_over', reason: this.#way.name });
    const outcome = await this.#way.send(filled);
    await this.#record(message, outcome);
  }

  async #expire({ id, agencyId }: ClaimedMessage): Promise<void> {
    await transact(this.#ctx, async (tx) => {
      await setFate(tx, id, 'expired', ['sending']);
      await addEvidence(tx, { agencyId, messageId: id, kind: 'expired', reason: 'tooLate' });
    });
  }

  /** Notes what the other side said, in one transaction; then applies receipts that had come first. */
  async #record(message: ClaimedMessage, sent: SendOutcome): Promise<void> {
    const carrier = this.#way.name;
    const early = await transact(this.#ctx, async (tx) => {
      const receipts: CarrierReceipt[] = [];
      const taken = sent.parts.flatMap((part) => (part.kind === 'accepted' ? part : []));
      for (const { part, carrierId: carrierMessageId } of taken) {
        const entry = { agencyId: message.agencyId, messageId: message.id, part };
        const receipt = await notePart(tx, { ...entry, carrier, carrierMessageId });
        if (receipt) receipts.push(receipt);
        await addEvidence(tx, { ...entry, kind: 'accepted', reason: carrier });
      }
      if (taken.length > 0) await chargeParts(tx, message.id, carrier, taken.length);
      await this.#settle(tx, message, sent, taken.length > 0);
      return receipts;
    });
    for (const receipt of early) await applyReceipt(this.#ctx, carrier, receipt);
  }

  async #settle(tx: Ctx, message: ClaimedMessage, sent: HandOver, someLeft: boolean): Promise<void> {
    const { id, agencyId } = message;
    const entry = { agencyId, messageId: id };
    switch (sent.kind) {
      case 'accepted':
        await setFate(tx, id, 'submitted', ['sending', 'uncertain']);
        return;
      case 'uncertain':
        return this.#doubt(tx, message, sent.cause);
      case 'throttled':
      case 'notSent':
      case 'rejected': {
        // Some parts went and one did not: to send all again would double the first ones.
        const reason = reasonOf(sent);
        if (someLeft && sent.kind !== 'rejected') return this.#doubt(tx, message, reason);
        const pause = pauseAfter(sent, message.attempts);
        if (pause === undefined) {
          await setFate(tx, id, 'failed', ['sending']);
          await addEvidence(tx, { ...entry, kind: 'failed', reason });
          return;
        }
        await requeue(tx.db, id, tx.clock.now().add({ seconds: pause }), ['sending']);
        await addEvidence(tx, { ...entry, kind: 'retry', reason });
      }
    }
  }

  async #doubt(tx: Ctx, { id, agencyId }: ClaimedMessage, reason: string): Promise<void> {
    await markUncertain(tx, id, this.#terms);
    await addEvidence(tx, { agencyId, messageId: id, kind: 'uncertain', reason });
  }
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

/** Finds what a crash left behind, and repeats once what stayed uncertain. */
export async function sweep(ctx: Ctx, terms: Terms): Promise<void> {
  await transact(ctx, async (tx) => {
    for (const { id, agencyId } of await findAbandoned(tx, BATCH, terms)) {
      await addEvidence(tx, { agencyId, messageId: id, kind: 'uncertain', reason: 'senderStopped' });
    }
    for (const { id, agencyId } of await repeatUncertain(tx, BATCH)) {
      await addEvidence(tx, { agencyId, messageId: id, kind: 'repeated', reason: 'noReceipt' });
    }
  });
}
