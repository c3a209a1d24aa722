import type { Ctx } from '#platform/context.ts';
import { findReadings, noteReading, type IdReading } from '../store/carriers.ts';
import type { CarrierReceipt } from '../store/receipts.ts';

const bare = (id: string): string => id.replace(/^0+(?=.)/, '').toLowerCase();

/** The reading under which both are one number and not one word; undefined for others, such as mere zeros in front. */
function readingOf(told: string, known: string): IdReading | undefined {
  if (!/^[0-9a-f]{1,32}$/i.test(told) || !/^[0-9a-f]{1,32}$/i.test(known) || bare(told) === bare(known))
    return undefined;
  if (/^\d+$/.test(told) && BigInt(told) === BigInt(`0x${known}`)) return 'decimal';
  return /^\d+$/.test(known) && BigInt(`0x${told}`) === BigInt(known) ? 'hex' : undefined;
}

/**
 * What receipts have shown of each carrier: one that answers in hex and writes receipts in decimal, or the reverse, does so
 * always. To it `10` is message `a`, though another one waits under `10`. Kept with the carrier, so that a worker that starts
 * need not guess again.
 */
export class IdReadings {
  readonly #readings = new Map<string, IdReading>();
  /** Those on record. */
  readonly #kept = new Map<string, IdReading>();
  #loaded = false;

  /** Reads what earlier workers learnt; once. */
  async load(ctx: Pick<Ctx, 'db'>): Promise<void> {
    if (this.#loaded) return;
    for (const { carrier, reading } of await findReadings(ctx.db)) {
      this.#kept.set(carrier, reading);
      if (!this.#readings.has(carrier)) this.#readings.set(carrier, reading);
    }
    this.#loaded = true;
  }

  /** Puts what is new on record, in the transaction that learnt it. */
  async keep(tx: Ctx): Promise<void> {
    for (const [carrier, reading] of this.#readings) {
      if (this.#kept.get(carrier) === reading) continue;
      await noteReading(tx, carrier, reading);
      tx.db.afterCommit(() => this.#kept.set(carrier, reading));
    }
  }

  /** True when the carrier is known to write ids otherwise than it answered them. */
  areOther(carrier: string): boolean {
    return this.#readings.has(carrier);
  }

  /** A receipt turned out to be about the part that the carrier named `known`. */
  learn({ carrier, carrierMessageId: told }: CarrierReceipt, known: string): void {
    const reading = readingOf(told, known);
    if (reading) this.#readings.set(carrier, reading);
  }

  /** The names that a receipt may mean, the likeliest first. */
  namesFor({ carrier, carrierMessageId: told, otherNames }: CarrierReceipt): readonly string[] {
    const others = otherNames?.ids ?? [];
    const reading = this.#readings.get(carrier);
    if (!reading) return [told, ...others];
    const read = others.filter((id) => readingOf(told, id) === reading);
    return [...new Set([...read, told, ...others])];
  }
}
