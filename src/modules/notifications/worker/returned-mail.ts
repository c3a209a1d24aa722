import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Complaint, InboundMessage, Receipt } from '../adapters/port.ts';
import { stopNotices } from '../commands/stop-notices.ts';
import type { MailAddresses } from '../mail-addresses.ts';
import { beginSuppression } from '../store/begin-suppression.ts';
import { insertInbound, notifyingAgencies } from '../store/inbound.ts';
import { addEvidenceOnce, SETTLED, type EvidenceEntry } from '../store/messages.ts';
import { findSentMessage } from '../store/sent-messages.ts';
import type { Ledger } from './ledger.ts';

interface Options {
  readonly ledger: Ledger;
  readonly carrier: string;
  readonly own: MailAddresses;
}

/** Kinds of feedback that praise: somebody took a mail out of the folder for unwanted ones. */
const PRAISE: readonly string[] = ['not-spam', 'auth-failure', 'dmarc'];

/**
 * What comes back by mail and what follows: bounces move the fate of their message, never backwards; complaints and wishes
 * stop a topic at an address; letters are kept. Each is on record before the other server is told that we have it, and the
 * same mail taken twice (a server that missed our answer, a worker killed before it put the file away) counts once.
 */
export class ReturnedMail {
  readonly #ctx: Ctx;
  readonly #options: Options;

  constructor(ctx: Ctx, options: Options) {
    this.#ctx = ctx;
    this.#options = options;
  }

  /** A delivery report. Which message it is about, our own mark in the return path says, whatever the report claims. */
  async receipt({ returnPath = '', fate, step, reason, code, fingerprint }: Receipt): Promise<void> {
    const { ledger, carrier, own } = this.#options;
    const id = own.readReturn(returnPath);
    const message = id && (await findSentMessage(this.#ctx, id));
    if (!message) return;
    const words = [reason ?? fate, code].filter(Boolean).join(' ');
    const entry = { agencyId: message.agencyId, messageId: message.id };
    if (fate === 'inTransit') {
      await this.#note(this.#ctx, fingerprint, { ...entry, kind: step ?? 'delayed', reason: code ?? '' });
      return;
    }
    if (SETTLED.includes(message.status) && message.status !== fate) {
      await this.#note(this.#ctx, fingerprint, { ...entry, kind: 'contradicted', reason: words });
    }
    const carrierId = own.messageId(message.id);
    // A report on a message whose answer never came proves that it was taken.
    if (message.status === 'uncertain') {
      await ledger.recordLate(carrier, { id: message.id, part: 1, outcome: { kind: 'accepted', carrierId } });
    }
    // The servers on the way have tried for days: a mail is not sent again after a report.
    const told = { state: fate, reason: words, passing: false, carrierTime: null };
    await ledger.receive({ carrier, carrierMessageId: carrierId, ...told });
  }

  /** A complaint counts when the mail that it shows carries our mark; then its topic stops at that address. */
  async complaint({ kind, marks, fingerprint }: Complaint): Promise<void> {
    const id = marks.map((mark) => this.#options.own.readReturn(mark)).find((found) => found !== undefined);
    if (id === undefined) return;
    await transact(this.#ctx, async (tx) => {
      const message = await findSentMessage(tx, id);
      if (!message) return;
      const { agencyId, channel, address } = message;
      // Taken twice, it must not undo what the person wished in between.
      if (!(await this.#note(tx, fingerprint, { agencyId, messageId: id, kind: 'complained', reason: kind }))) return;
      if (address === undefined || PRAISE.includes(kind)) return;
      // Who complains of one notice wants none: what the law asks for still comes.
      const wish = {
        agencyId,
        channel,
        address,
        topic: null,
        reason: 'complaint',
        detail: kind,
        messageId: id,
      } as const;
      if (!(await beginSuppression(tx, wish))) return;
      const audit = { action: 'notifications.suppress', entityType: 'message', entityId: id, agencyId };
      await recordAudit(tx, { ...audit, detail: { channel, reason: 'complaint', kind } });
    });
  }

  /** What a person wrote: a mail to the address that stops notices does so, anything else is kept and not answered. */
  async letter(letter: InboundMessage): Promise<void> {
    const { own } = this.#options;
    const stopped = own.readUnsubscribe(letter.to);
    if (stopped !== undefined) {
      await stopNotices(this.#ctx, stopped, 'mail').catch((error: unknown) => {
        // A mandatory topic or an old mail: there is nobody to tell, and the other server shall not try again.
        if (!(error instanceof Refusal)) throw error;
      });
    }
    const about = stopped ?? own.readReturn(letter.to);
    const message = about === undefined ? undefined : await findSentMessage(this.#ctx, about);
    const agencyId = message?.agencyId ?? (await notifyingAgencies(this.#ctx.db))[0];
    if (agencyId === undefined) return;
    const { from, to: sentTo, subject = '', text, fingerprint } = letter;
    const meaning = stopped === undefined ? 'mail' : 'stop';
    const kept = {
      agencyId,
      channel: 'email',
      from,
      sentTo,
      text: `${subject}\n\n${text}`,
      meaning,
      answer: 'none',
    } as const;
    await insertInbound(this.#ctx, this.#idOf(fingerprint), kept);
  }

  /** Evidence of a mail, once. False: the same mail has been here. */
  #note(ctx: Ctx, fingerprint: string | undefined, entry: EvidenceEntry): Promise<boolean> {
    return addEvidenceOnce(ctx, this.#idOf(fingerprint), entry);
  }

  /** The id of what a mail leaves behind: keyed, so that it tells nothing of the mail; a uuid v8 (RFC 9562 section 5.8). */
  #idOf(fingerprint: string | undefined): string {
    if (fingerprint === undefined) return newId();
    const digits = this.#ctx.crypt.blindIndex(fingerprint, 'notifications.returned-mail');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
  }
}
