/**
 * The port through which messages leave, whatever the channel. An adapter hands over one message at a time, says what it
 * knows about the hand-over, and tells later what became of it. It keeps nothing: the rows of the engine are the truth,
 * and a process that dies between `send` and its outcome leaves an uncertain message, never a lost one.
 */
import type { EncodingPolicy } from '../domain/sms/encoding.ts';

export type Channel = 'sms' | 'email';

export interface SmsMessage {
  readonly channel: 'sms';
  /** Ours; comes back in late outcomes. */
  readonly id: string;
  /** E.164, such as `+527222805230`. */
  readonly to: string;
  readonly text: string;
  readonly policy: EncodingPolicy;
  /** 16 bits; the same when the message is repeated, so that its parts fit those already sent. */
  readonly reference: number;
  /** Nothing leaves after this instant, and the carrier gives up then. */
  readonly expiresAt?: Temporal.Instant;
  /** Sends only these parts (from 1): those that an earlier attempt could not hand over. */
  readonly onlyParts?: readonly number[];
}

export interface MailAddress {
  readonly name?: string;
  readonly address: string;
}

export interface EmailMessage {
  readonly channel: 'email';
  readonly id: string;
  /** Our Message-ID with its angle brackets; the same when the message is repeated. */
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Envelope sender, one per message (VERP), to which bounces come back. */
  readonly returnPath?: string;
  /** RFC 2369 and, with an https address, RFC 8058 (one click). */
  readonly unsubscribe?: { readonly url: string; readonly mailto?: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresAt?: Temporal.Instant;
}

export type OutgoingMessage = SmsMessage | EmailMessage;

/** Permanent: repeating it, to the same recipient, is money thrown away. Temporary: it may pass later. */
export type Permanence = 'permanent' | 'temporary';

/**
 * What is known after a hand-over.
 * `accepted`: the carrier answers for it from now on, under `carrierId`.
 * `rejected`: the carrier refused it; `code` is its own word (`ESME_RINVDSTADR`, `550 5.1.1`).
 * `throttled`: refused for its pace only; nothing was taken.
 * `uncertain`: it left, and no answer came. The carrier may have taken it: repeating it may send it twice.
 * `notSent`: no byte of it left.
 */
export type HandOver =
  | { readonly kind: 'accepted'; readonly carrierId: string; readonly detail?: string }
  | { readonly kind: 'rejected'; readonly permanence: Permanence; readonly code: string; readonly detail?: string }
  | { readonly kind: 'throttled'; readonly code: string; readonly retryAfterMs: number }
  | { readonly kind: 'uncertain'; readonly cause: 'connectionLost' | 'timeout' }
  | { readonly kind: 'notSent'; readonly cause: NotSentCause; readonly detail?: string };

export type NotSentCause = 'notConnected' | 'queueFull' | 'expired' | 'unsendable' | 'closed';

/** The hand-over of one part; e-mail has one part. */
export type PartOutcome = HandOver & {
  readonly part: number;
  /** How many parts of the text this answer is for, from `part` on; 1 unless told. Carriers that divide a text answer once. */
  readonly covers?: number;
};

/** The worst of the parts, and all of them: a message is accepted when every part that was asked for is. */
export type SendOutcome = HandOver & { readonly parts: readonly PartOutcome[] };

/** Why a message did not arrive, in words that both channels share. */
export type FailureReason = 'unknownRecipient' | 'absent' | 'full' | 'barred' | 'refused' | 'other';

/** What became of an accepted part. `inTransit` may come before, and after, nothing: it settles nothing. */
export interface Receipt {
  readonly channel: Channel;
  /** As in `accepted`; try it first, then `alternativeIds` together with the recipient. */
  readonly carrierId: string;
  readonly alternativeIds: readonly string[];
  readonly fate: 'delivered' | 'failed' | 'expired' | 'inTransit';
  readonly final: boolean;
  /** With `inTransit`, where the other side says which: it waits, went on to a system that reports nothing, or to a list. */
  readonly step?: 'delayed' | 'relayed' | 'expanded';
  /** With `failed` and `expired`. */
  readonly permanence?: Permanence;
  readonly reason?: FailureReason;
  /** The carrier's own code, as it writes it. */
  readonly code?: string;
  /** E.164 or e-mail address; empty when the receipt does not say. */
  readonly recipient: string;
  /** The envelope address that the bounce came to (VERP); e-mail only. */
  readonly returnPath?: string;
  /** The carrier's own time as written: evidence, its zone is not known. */
  readonly doneDate?: string;
  /** The receipt's own words: evidence. */
  readonly raw: string;
  /** Of returned mail: the same whenever this very report is taken again. */
  readonly fingerprint?: string;
}

/** Somebody told the operator of their mailbox that they do not want a mail (RFC 5965). */
export interface Complaint {
  /** `abuse`, `fraud`, `opt-out`, `not-spam`, … */
  readonly kind: string;
  /** Addresses and Message-IDs in the report that may be ours: to be believed only when they carry our mark. */
  readonly marks: readonly string[];
  /** As in {@link Receipt}. */
  readonly fingerprint?: string;
}

/** A message from a citizen. */
export interface InboundMessage {
  readonly channel: Channel;
  /** E.164, or an e-mail address. */
  readonly from: string;
  /** The short code or address that it was sent to. */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  /** As in {@link Receipt}. */
  readonly fingerprint?: string;
}

/** An answer that came after the hand-over had been called uncertain. */
export interface LateOutcome {
  readonly id: string;
  readonly part: number;
  readonly outcome: HandOver;
}

export interface SenderState {
  readonly status: 'connecting' | 'ready' | 'waiting' | 'closed';
  /** Why it is not ready, without personal data: `ECONNREFUSED`, `ESME_RINVPASWD`. */
  readonly reason?: string;
  /** Handed over and not yet answered. */
  readonly inFlight: number;
  /** Taken by `send` and not yet handed over. */
  readonly queued: number;
  /** The pace that the carrier has taught us; absent while it never complained. */
  readonly perSecond?: number;
}

/** Called once per item; while a returned promise is open the carrier is not told that we have it, and if it fails it sends again. */
export type Listener<T> = (item: T) => void | Promise<void>;
export type Unsubscribe = () => void;

export interface MessageSender<Message extends OutgoingMessage = OutgoingMessage> {
  readonly channel: Message['channel'];
  /** Never rejects: whatever goes wrong is an outcome. */
  send(message: Message): Promise<SendOutcome>;
  onReceipt(listener: Listener<Receipt>): Unsubscribe;
  onInbound(listener: Listener<InboundMessage>): Unsubscribe;
  onLateOutcome(listener: Listener<LateOutcome>): Unsubscribe;
  state(): SenderState;
  /** Lets what is in flight finish (for some seconds), says goodbye, and leaves no socket or timer. */
  close(): Promise<void>;
}
