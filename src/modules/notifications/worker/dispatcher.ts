import { fixedClock } from '#platform/clock.ts';
import { transact, type Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { anyQueued, claimMessages } from '../store/claim-messages.ts';
import { holdDoubtful } from '../reactions/hold-doubtful.ts';
import { expireMessages } from '../store/expire-messages.ts';
import {
  addEvidenceRows,
  findAbandoned,
  renewLeases,
  repeatUncertain,
  setFate,
  type EvidenceEntry,
  type Terms,
} from '../store/messages.ts';
import { settleMessages } from '../store/receipts.ts';
import { withhold, type ClearMessage } from '../store/withhold.ts';
import { fillCode } from './fill-code.ts';
import { fillQuestion } from './fill-question.ts';
import type { Ledger } from './ledger.ts';
import { shareOut } from './share-out.ts';
import type { Ways, WayOut } from './ways.ts';

const IDLE_MS = 200;
const SWEEP_MS = 2_000;
const BATCH = 500;
/** How much a sender that has just begun takes in hand: what it holds when it dies is in doubt. Each one on record allows one more. */
const FIRST_IN_HAND = 25;
/** More than any carrier has room for. */
const MOST_IN_HAND = 100_000;
/** A lease is renewed when less than this share of it is left. */
const RENEW_SHARE = 0.5;
/**
 * Sends what waits on one channel. At least once: the claim is committed before anything leaves, so after a crash the
 * message is found as abandoned and becomes `uncertain`, never lost and never silently repeated.
 */
export class Dispatcher {
  readonly #ctx: Ctx;
  readonly #channel: Channel;
  readonly #ways: Ways;
  readonly #terms: Terms;
  readonly #ledger: Ledger;
  readonly #underWay = new Map<Promise<void>, string>();
  #mostInHand = FIRST_IN_HAND;
  #stopped = false;
  #running: Promise<void>;
  #swept = 0;
  #onEnded = (): void => undefined;

  constructor(ctx: Ctx, channel: Channel, ways: Ways, terms: Terms, ledger: Ledger) {
    this.#ctx = ctx;
    this.#channel = channel;
    this.#ways = ways;
    this.#terms = terms;
    this.#ledger = ledger;
    this.#running = this.#loop();
  }

  /** Something was queued in this process: it need not wait for the next look. */
  wake(): void {
    this.#onEnded();
  }

  /** Finishes the messages at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#underWay.keys());
    await this.#ways.close();
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

  /** Until something ended or was queued here, or for a moment. */
  async #rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, IDLE_MS);
    this.#onEnded = resolve;
    await promise;
    clearTimeout(timer);
  }

  async #round(): Promise<number> {
    if (performance.now() - this.#swept > Math.min(SWEEP_MS, (this.#terms.leaseSeconds * 1_000) / 3)) {
      this.#swept = performance.now();
      // What this sender has in hand is not abandoned, however slow the carrier: judged by the instant of the renewal.
      const now = { ...this.#ctx, clock: fixedClock(this.#ctx.clock.now()) };
      await renewLeases(now, [...this.#underWay.values()], this.#terms, RENEW_SHARE);
      await shareOut(this.#ctx, this.#channel, this.#ways);
      await sweep(now, this.#terms);
      await this.#ledger.catchUp();
    }
    const { free, most } = this.#ways.room();
    const room = Math.min(free, BATCH, this.#mostInHand - this.#underWay.size);
    // Few large claims rather than many small ones.
    if (room <= 0 || (room < Math.min(most, this.#mostInHand) / 4 && this.#underWay.size > 0)) return 0;
    if (!(await anyQueued(this.#ctx.db, this.#channel))) return 0;
    const leaving = await this.#claim(room);
    for (const { message, way } of leaving) this.#follow(message.id, this.#send(message, way));
    return leaving.length;
  }

  /**
   * Takes messages, keeps back those for suppressed addresses, and notes in the same transaction by which way each one goes,
   * or that it came too late.
   */
  async #claim(limit: number): Promise<Leaving[]> {
    const chosen: WayOut[] = [];
    try {
      return await transact(this.#ctx, async (tx) => {
        const leaving: Leaving[] = [];
        const evidence: EvidenceEntry[] = [];
        const claimed = await claimMessages(tx, this.#channel, limit, this.#terms);
        for (const message of await withhold(tx, claimed)) {
          const { id: messageId, agencyId } = message;
          if (message.onlyParts?.length === 0) {
            // Its answers came while it waited for another try: carriers have all of it.
            await setFate(tx, messageId, 'submitted', ['sending']);
            await settleMessages(tx, [messageId]);
            continue;
          }
          const ready = await readyToLeave(tx, message);
          if (!ready) {
            await expireMessages(tx, [messageId]);
            continue;
          }
          // A telephone joins parts of one sender: what is missing goes the way of the others.
          const way = this.#ways.choose(message.onlyParts && message.carrier);
          chosen.push(way);
          leaving.push({ message: ready, way });
          evidence.push({ agencyId, messageId, kind: 'handed_over', reason: way.name });
        }
        await addEvidenceRows(tx, evidence);
        return leaving;
      });
    } catch (error) {
      for (const way of chosen) this.#ways.release(way);
      throw error;
    }
  }

  #follow(id: string, sending: Promise<void>): void {
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
    this.#underWay.set(followed, id);
  }

  async #send(message: ClearMessage, way: WayOut): Promise<void> {
    try {
      const outcome = await way.send(message);
      this.#ways.observe(way, outcome);
      await this.#ledger.record(way.name, message, outcome);
      this.#mostInHand = Math.min(MOST_IN_HAND, this.#mostInHand + 1);
    } finally {
      this.#ways.release(way);
    }
  }
}

interface Leaving {
  readonly message: ClearMessage;
  readonly way: WayOut;
}

/** The message as it leaves; undefined if its time is over. */
async function readyToLeave(tx: Ctx, message: ClearMessage): Promise<ClearMessage | undefined> {
  if (Temporal.Instant.compare(tx.clock.now(), message.expiresAt) > 0) return undefined;
  if (message.subjectType === 'verification') return fillCode(tx, message);
  return message.subjectType === 'contact' ? fillQuestion(tx, message) : message;
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
    await holdDoubtful(
      tx,
      repeated.map(({ id }) => id),
    );
  });
}
