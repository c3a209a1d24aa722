/** A message as a telephone shows it. */
export interface TelephoneMessage {
  readonly id: string;
  /** From the telephone's point of view. */
  readonly direction: 'received' | 'sent';
  /** The telephone: digits with country code, without `+`. */
  readonly msisdn: string;
  /** Sender shown, or the short code written to. */
  readonly peer: string;
  readonly text: string;
  readonly parts: number;
  readonly encoding: string;
  readonly at: Temporal.Instant;
}

export interface TelephoneLimits {
  readonly perNumber: number;
  readonly numbers: number;
}

/** The last messages of the last telephones that had one. */
export class Telephones {
  readonly #limits: TelephoneLimits;
  readonly #messages = new Map<string, TelephoneMessage[]>();

  constructor(limits: TelephoneLimits) {
    this.#limits = limits;
  }

  add(message: TelephoneMessage): void {
    const messages = this.#messages.get(message.msisdn) ?? [];
    messages.push(message);
    if (messages.length > this.#limits.perNumber) messages.shift();
    // Back to the end: the map's order is that of the last message.
    this.#messages.delete(message.msisdn);
    this.#messages.set(message.msisdn, messages);
    if (this.#messages.size > this.#limits.numbers)
      for (const oldest of this.#messages.keys()) {
        this.#messages.delete(oldest);
        break;
      }
  }

  /** Oldest first. Without a number: those of all telephones, in order of time. */
  messages(msisdn?: string): readonly TelephoneMessage[] {
    if (msisdn !== undefined) return [...(this.#messages.get(msisdn) ?? [])];
    return [...this.#messages.values()].flat().toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  }

  /** Telephones, the one with the latest message first. */
  numbers(): readonly string[] {
    return [...this.#messages.keys()].toReversed();
  }

  clear(): void {
    this.#messages.clear();
  }
}
