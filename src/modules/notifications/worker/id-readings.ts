import type { CarrierReceipt } from '../store/receipts.ts';

/** How the number in a receipt is to be read so that it is the one of the answer. */
type Reading = 'decimal' | 'hex';

const bare = (id: string): string => id.replace(/^0+(?=.)/, '').toLowerCase();

/** The reading under which both are one number and not one word; undefined for others, such as mere zeros in front. */
function readingOf(told: string, known: string): Reading | undefined {
  if (!/^[0-9a-f]{1,32}$/i.test(told) || !/^[0-9a-f]{1,32}$/i.test(known) || bare(told) === bare(known))
    return undefined;
  if (/^\d+$/.test(told) && BigInt(told) === BigInt(`0x${known}`)) return 'decimal';
  return /^\d+$/.test(known) && BigInt(`0x${told}`) === BigInt(known) ? 'hex' : undefined;
}

/**
 * What receipts have shown of each carrier: one that answers in hex and writes receipts in decimal, or the reverse, does so
 * always. To it `10` is message `a`, though another one waits under `10`. Kept by each process for itself: one receipt
 * that can mean nothing else teaches it anew.
 */
export class IdReadings {
  readonly #readings = new Map<string, Reading>();

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
