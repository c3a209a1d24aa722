import { setTimeout as pause } from 'node:timers/promises';
import { fixedClock } from '#platform/clock.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { isUnavailable } from '#platform/db/unavailable.ts';
import type { LateOutcome, SendOutcome } from '../adapters/port.ts';
import { holdDoubtful } from '../reactions/hold-doubtful.ts';
import { learnFromFates } from '../store/address-failures.ts';
import { addTallies } from '../store/carriers.ts';
import { chargeTaken, pricesOf } from '../store/costs.ts';
import { settleByNames } from '../store/other-names.ts';
import { addEvidenceRows, findMessageRef, type EvidenceEntry, type Terms } from '../store/messages.ts';
import {
  findOvertaken,
  freeNames,
  keepUnknown,
  noteParts,
  planByIndex,
  recipientIndexOf,
  settleMessages,
  settleParts,
  takeEarlyReceipts,
  type CarrierReceipt,
  type SettledPart,
  type TakenPart,
} from '../store/receipts.ts';
import { tryAgain } from '../store/try-again.ts';
import { Batcher } from './batcher.ts';
import { IdReadings } from './id-readings.ts';
import type { Outcome } from './outcome.ts';
import { settleRefusal } from './settle-refusal.ts';
import { tallyMinutes } from './tally-minutes.ts';

type Entry =
  | Outcome
  | { readonly kind: 'receipt'; readonly receipt: CarrierReceipt }
  | { readonly kind: 'overtaken'; readonly part: TakenPart };

const MOST = 500;
/** Transactions at once. A second one gained 5 % on two cores, and parts of one message then wait for each other (ADR 0020). */
const LANES = 1;
const RETRY_MS = 500;
/** Longer than any transaction may take. */
const OVERTAKEN_MINUTES = 10;

/**
 * Writes down what became of messages: answers and receipts of all senders of this process, many in one transaction. While
 * the database is away it waits: what carriers have said must not be forgotten, for to ask again is to send again.
 */
export class Ledger {
  readonly #ctx: Ctx;
  readonly #terms: Terms;
  readonly #lanes: readonly Batcher<Entry>[];
  readonly #readings = new IdReadings();
  #closing = false;

  constructor(ctx: Ctx, terms: Terms) {
    this.#ctx = ctx;
    this.#terms = terms;
    this.#lanes = Array.from({ length: LANES }, () => new Batcher((entries) => this.#write(entries), MOST));
  }

  /** Resolves when the outcome of a hand-over is on record. */
  record(carrier: string, message: Outcome['message'], sent: SendOutcome): Promise<void> {
    const [first] = sent.parts;
    const name = first?.kind === 'accepted' ? first.carrierId : message.id;
    return this.#laneOf(name).add({ kind: 'outcome', carrier, message, sent });
  }

  /** Resolves when a receipt is on record: only then may the carrier be told that we have it. */
  receive(receipt: CarrierReceipt): Promise<void> {
    return this.#laneOf(receipt.carrierMessageId).add({ kind: 'receipt', receipt });
  }

  /** An answer that came after its message had been called uncertain. */
  async recordLate(carrier: string, { id, part, outcome }: LateOutcome): Promise<void> {
    const message = outcome.kind === 'accepted' ? await findMessageRef(this.#ctx.db, id) : undefined;
    if (message) await this.record(carrier, { ...message, attempts: 0 }, { ...outcome, parts: [{ ...outcome, part }] });
  }

  /** Brings together answers and receipts that were written at the same moment by two transactions, of one node or of two. */
  async catchUp(): Promise<void> {
    const { db, clock } = this.#ctx;
    const parts = await findOvertaken(db, clock.now().subtract({ minutes: OVERTAKEN_MINUTES }));
    await Promise.all(parts.map((part) => this.#laneOf(part.carrierMessageId).add({ kind: 'overtaken', part })));
  }

  /** Writes what was said already; does not wait for a database that is away. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#lanes.map((lane) => lane.drain()));
  }

  /**
   * A message's answer and its receipt go the same lane: the receipt finds its part on record, and transactions that run at
   * once do not wait for each other's messages. Where they go two, as those of other nodes do, nothing is lost: `catchUp`
   * brings them together.
   */
  #laneOf(carrierId: string): Batcher<Entry> {
    const lane = this.#lanes[(carrierId.codePointAt(carrierId.length - 1) ?? 0) % LANES];
    if (!lane) throw new RangeError('a ledger has lanes');
    return lane;
  }

  async #write(entries: readonly Entry[]): Promise<void> {
    for (;;) {
      try {
        return await transact(this.#ctx, (tx) => this.#writeAll(tx, entries));
      } catch (error) {
        if (!isUnavailable(error) || this.#closing) throw error;
        this.#ctx.log.warn({ err: error, entries: entries.length }, 'what carriers said waits for the database');
        await pause(RETRY_MS);
      }
    }
  }

  async #writeAll(given: Ctx, entries: readonly Entry[]): Promise<void> {
    // One instant for all of it: parts, evidence and tallies of an hour are compared (jobs/reconcile.ts).
    const tx = { ...given, clock: fixedClock(given.clock.now()) };
    await planByIndex(tx);
    await this.#readings.load(tx);
    const outcomes = entries.filter((entry) => entry.kind === 'outcome');
    const told = entries.flatMap((entry) => (entry.kind === 'receipt' ? entry.receipt : []));
    const evidence: EvidenceEntry[] = [];
    const taken = outcomes.flatMap(takenParts);
    await freeNames(tx, taken);
    await noteParts(tx, taken);
    const prices = await pricesOf(tx, taken);
    for (const { agencyId, messageId, part, covers, carrier } of taken) {
      const detail = `${covers * prices(agencyId, carrier)}`;
      evidence.push({ agencyId, messageId, part, kind: 'accepted', reason: carrier, detail });
    }
    const charges = outcomes.map(chargeOf).filter(({ parts }) => parts > 0);
    await chargeTaken(tx, charges, prices);
    for (const outcome of outcomes) {
      if (outcome.sent.kind !== 'accepted') evidence.push(await settleRefusal(tx, outcome, this.#terms));
    }
    const overtaken = entries.flatMap((entry) => (entry.kind === 'overtaken' ? entry.part : []));
    const spellsOtherwise = (carrier: string): boolean => this.#readings.areOther(carrier);
    const early = await takeEarlyReceipts(tx, [...taken, ...overtaken], spellsOtherwise);
    const { settled, unknown } = await this.#settle(tx, firstOfEach([...early, ...told]));
    for (const { agencyId, messageId, part, state, reason, carrierTime: detail } of settled) {
      evidence.push({ agencyId, messageId, part, kind: state, reason, detail });
    }
    const again = await tryAgain(tx, settled);
    evidence.push(...again);
    await keepUnknown(tx, unknown, spellsOtherwise);
    await addEvidenceRows(tx, evidence);
    await holdDoubtful(
      tx,
      again.map(({ messageId }) => messageId),
    );
    await settleMessages(tx, [...new Set(settled.map(({ messageId }) => messageId))]);
    const failed = [...settled.filter(({ state }) => state === 'failed'), ...outcomes.flatMap(refusedForGood)];
    const delivered = settled.filter(({ state }) => state === 'delivered').map(({ messageId }) => messageId);
    await learnFromFates(tx, failed, delivered);
    // Last: the rows of this minute are shared with the other lanes and nodes, who wait for them until the commit.
    await addTallies(tx, tallyMinutes(outcomes, settled, tx.clock.now()));
  }

  /**
   * By the id as written, whatever the telephone: carriers that write telephones in a way of their own would lose every
   * receipt. Where a carrier was seen to write ids otherwise, by that reading first, and then the telephone must agree.
   */
  async #settle(
    tx: Ctx,
    receipts: readonly CarrierReceipt[],
  ): Promise<{ settled: SettledPart[]; unknown: readonly CarrierReceipt[] }> {
    const isRespelt = (receipt: CarrierReceipt): boolean =>
      this.#readings.areOther(receipt.carrier) && recipientIndexOf(tx, receipt) !== null;
    const { respelt = [], asWritten = [] } = Object.groupBy(receipts, (receipt) =>
      isRespelt(receipt) ? 'respelt' : 'asWritten',
    );
    const settled = await settleParts(tx, asWritten);
    const exact = new Set(settled.map(nameOf));
    const unsettled = [...respelt, ...asWritten.filter((receipt) => !exact.has(nameOf(receipt)))];
    const byNames = await settleByNames(tx, unsettled, (receipt) => this.#readings.namesFor(receipt));
    for (const [receipt, known] of byNames.matched) this.#readings.learn(receipt, known);
    await this.#readings.keep(tx);
    const unknown = unsettled.filter((receipt) => !byNames.matched.has(receipt));
    return { settled: [...settled, ...byNames.settled], unknown };
  }
}

function takenParts({ carrier, message, sent }: Outcome): TakenPart[] {
  const { id: messageId, agencyId } = message;
  return sent.parts.flatMap((part) =>
    part.kind === 'accepted'
      ? [{ carrier, carrierMessageId: part.carrierId, agencyId, messageId, part: part.part, covers: part.covers ?? 1 }]
      : [],
  );
}

const chargeOf = (outcome: Outcome) => ({
  agencyId: outcome.message.agencyId,
  messageId: outcome.message.id,
  carrier: outcome.carrier,
  parts: takenParts(outcome).reduce((sum, { covers }) => sum + covers, 0),
  whole: outcome.sent.kind === 'accepted',
});

const refusedForGood = ({ message, sent }: Outcome): { messageId: string; reason: string }[] =>
  sent.kind === 'rejected' && sent.permanence === 'permanent' ? [{ messageId: message.id, reason: sent.code }] : [];

const nameOf = ({ carrier, carrierMessageId }: { carrier: string; carrierMessageId: string }): string =>
  `${carrier}\n${carrierMessageId}`;

/** Of several receipts for one part the first one counts. */
function firstOfEach(receipts: readonly CarrierReceipt[]): CarrierReceipt[] {
  const first = new Map<string, CarrierReceipt>();
  for (const receipt of receipts) if (!first.has(nameOf(receipt))) first.set(nameOf(receipt), receipt);
  return [...first.values()];
}
