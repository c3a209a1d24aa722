import { transact, type Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import type { MessageSender, SendOutcome } from '../adapters/port.ts';
import {
  addEvidenceRows,
  claimMessages,
  findAbandoned,
  repeatUncertain,
  setFate,
  type EvidenceEntry,
  type Terms,
} from '../store/messages.ts';
import { withhold, type ClearMessage } from '../store/withhold.ts';
import { fillCode } from './fill-code.ts';
import type { Ledger } from './ledger.ts';

const IDLE_MS = 200;
const SWEEP_MS = 2_000;
const BATCH = 500;
/**
 * Messages handed to a sender and not yet on record. Enough to keep it busy while a batch is claimed and another written;
 * more would only wait there with their lease running, in front of codes that come later.
 */
const MOST_UNDER_WAY = 1_000;
/** At a pace that the carrier taught us: what it takes in this time. */
const AHEAD_SECONDS = 1.5;
const LEAST_UNDER_WAY = 10;

/** A way out: a sender, its name in the evidence, and how a claimed message is put for it. */
export interface WayOut {
  readonly name: string;
  readonly sender: Pick<MessageSender, 'state' | 'close'>;
  send(message: ClearMessage): Promise<SendOutcome>;
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
  readonly #ledger: Ledger;
  readonly #underWay = new Set<Promise<void>>();
  #stopped = false;
  #running: Promise<void>;
  #swept = 0;
  #onEnded = (): void => undefined;

  constructor(ctx: Ctx, channel: Channel, way: WayOut, terms: Terms, ledger: Ledger) {
    this.#ctx = ctx;
    this.#channel = channel;
    this.#way = way;
    this.#terms = terms;
    this.#ledger = ledger;
    this.#running = this.#loop();
  }

  /** Finishes the messages at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#underWay);
    await this.#way.sender.close();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      const claimed = await this.#round().catch((error: unknown) => {
        this.#ctx.log.warn({ err: error, channel: this.#channel }, 'sending paused');
        return 0;
      });
      if (claimed === 0) await this.#rest();
    }
  }

  /** Until something ended, or for a moment. */
  async #rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, IDLE_MS);
    this.#onEnded = resolve;
    await promise;
    clearTimeout(timer);
  }

  async #round(): Promise<number> {
    if (performance.now() - this.#swept > SWEEP_MS) {
      this.#swept = performance.now();
      await sweep(this.#ctx, this.#terms);
    }
    const most = this.#mostUnderWay();
    const room = Math.min(most - this.#underWay.size, BATCH);
    // Few large claims rather than many small ones.
    if (room <= 0 || (room < most / 4 && this.#underWay.size > 0)) return 0;
    const messages = await this.#claim(room);
    for (const message of messages) this.#follow(this.#send(message));
    return messages.length;
  }

  /** How many messages may be at the sender; 0 while the other side is away. */
  #mostUnderWay(): number {
    const { status, perSecond } = this.#way.sender.state();
    if (status !== 'ready') return 0;
    if (perSecond === undefined) return MOST_UNDER_WAY;
    return Math.min(MOST_UNDER_WAY, Math.max(LEAST_UNDER_WAY, Math.floor(perSecond * AHEAD_SECONDS)));
  }

  /** Takes messages, keeps back those for suppressed addresses, and notes in the same transaction that they are being handed over, or came too late for that. */
  #claim(limit: number): Promise<ClearMessage[]> {
    return transact(this.#ctx, async (tx) => {
      const leaving: ClearMessage[] = [];
      const evidence: EvidenceEntry[] = [];
      const claimed = await claimMessages(tx, this.#channel, limit, this.#terms);
      for (const message of await withhold(tx, claimed)) {
        const { id: messageId, agencyId } = message;
        const ready = await readyToLeave(tx, message);
        if (ready) leaving.push(ready);
        else await setFate(tx, messageId, 'expired', ['sending']);
        evidence.push({
          agencyId,
          messageId,
          ...(ready ? { kind: 'handed_over', reason: this.#way.name } : { kind: 'expired', reason: 'tooLate' }),
        });
      }
      await addEvidenceRows(tx, evidence);
      return leaving;
    });
  }

  #follow(sending: Promise<void>): void {
    const followed = sending
      .catch((error: unknown) => {
        // The message stays claimed; when its lease ends it is uncertain, as it should be.
        this.#ctx.log.warn(
          { err: error, channel: this.#channel },
          'what became of a message could not be written down',
        );
      })
      .finally(() => {
        this.#underWay.delete(followed);
        this.#onEnded();
      });
    this.#underWay.add(followed);
  }

  async #send(message: ClearMessage): Promise<void> {
    await this.#ledger.record(this.#way.name, message, await this.#way.send(message));
  }
}

/** The message as it leaves; undefined if its time is over. */
async function readyToLeave(tx: Ctx, message: ClearMessage): Promise<ClearMessage | undefined> {
  if (Temporal.Instant.compare(tx.clock.now(), message.expiresAt) > 0) return undefined;
  return message.subjectType === 'verification' ? fillCode(tx, message) : message;
}

/** Finds what a crash left behind, and repeats once what stayed uncertain. */
export async function sweep(ctx: Ctx, terms: Terms): Promise<void> {
  await transact(ctx, async (tx) => {
    const abandoned = await findAbandoned(tx, BATCH, terms);
    const repeated = await repeatUncertain(tx, BATCH);
    await addEvidenceRows(tx, [
      ...abandoned.map(({ id, agencyId }) => ({
        agencyId,
        messageId: id,
        kind: 'uncertain' as const,
        reason: 'senderStopped',
      })),
      ...repeated.map(({ id, agencyId }) => ({
        agencyId,
        messageId: id,
        kind: 'repeated' as const,
        reason: 'noReceipt',
      })),
    ]);
  });
}
