/** A mail as a mailbox shows it. */
export interface ReceivedMail {
  readonly id: string;
  readonly mailbox: string;
  /** Name and address of the From header. */
  readonly fromName: string;
  readonly fromAddress: string;
  /** The envelope sender, to which bounces go. */
  readonly returnPath: string;
  readonly subject: string;
  readonly text: string;
  /** Empty when the mail has none. Not to be shown without a sandbox: it came from outside. */
  readonly html: string;
  readonly messageId: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly at: Temporal.Instant;
}

/** The last mails of the last mailboxes that had one. */
export class Mailboxes {
  readonly #perMailbox: number;
  readonly #capacity: number;
  readonly #mails = new Map<string, ReceivedMail[]>();

  constructor(perMailbox: number, capacity: number) {
    this.#perMailbox = perMailbox;
    this.#capacity = capacity;
  }

  add(mail: ReceivedMail): void {
    const mails = this.#mails.get(mail.mailbox) ?? [];
    mails.push(mail);
    if (mails.length > this.#perMailbox) mails.shift();
    this.#mails.delete(mail.mailbox);
    this.#mails.set(mail.mailbox, mails);
    if (this.#mails.size > this.#capacity)
      for (const oldest of this.#mails.keys()) {
        this.#mails.delete(oldest);
        break;
      }
  }

  /** Oldest first; without an address those of all mailboxes. */
  mails(mailbox?: string): readonly ReceivedMail[] {
    if (mailbox !== undefined) return [...(this.#mails.get(mailbox.toLowerCase()) ?? [])];
    return [...this.#mails.values()].flat().toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  }

  /** Mailboxes, the one with the latest mail first. */
  addresses(): readonly string[] {
    return [...this.#mails.keys()].toReversed();
  }
}
