import type { Carrier } from './carrier/carrier.ts';
import type { TelephoneMessage } from './carrier/telephones.ts';

/** The telephones of the demonstration. Several carriers reach them; what they show is the same whichever it was. */
export class Phones {
  readonly carriers: readonly Carrier[];

  constructor(carriers: readonly Carrier[]) {
    this.carriers = carriers;
  }

  /** Those with messages, the latest first. */
  numbers(): readonly string[] {
    const latest = new Map<string, string>();
    for (const carrier of this.carriers) {
      for (const number of carrier.numbers()) {
        const at = carrier.messages(number).at(-1)?.at.toString() ?? '';
        if (at > (latest.get(number) ?? '')) latest.set(number, at);
      }
    }
    return [...latest].toSorted(([, one], [, other]) => (one < other ? 1 : -1)).map(([number]) => number);
  }

  /** Oldest first. */
  messages(number: string): readonly TelephoneMessage[] {
    return this.carriers
      .flatMap((carrier) => carrier.messages(number))
      .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at));
  }

  /** A citizen writes, by the first carrier that passes it on. False: none did. */
  async sendFrom(number: string, text: string): Promise<boolean> {
    for (const carrier of this.carriers) if (await carrier.sendFrom(number, text)) return true;
    return false;
  }

  async close(): Promise<void> {
    await Promise.all(this.carriers.map((carrier) => carrier.close()));
  }
}
