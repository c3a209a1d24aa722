import { PassThrough } from 'node:stream';
import SmtpPool from 'nodemailer/lib/smtp-pool';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '#platform/clock.ts';
import { Door, UnderWay } from '../door.ts';
import { Listeners } from '../listeners.ts';
import { wholeOutcome } from '../outcome.ts';
import type {
  Complaint,
  EmailMessage,
  HandOver,
  InboundMessage,
  LateOutcome,
  Listener,
  MessageSender,
  Receipt,
  SenderState,
  SendOutcome,
  Unsubscribe,
} from '../port.ts';
import { composeMail, octetsOf } from './compose.ts';
import { signMail, type DkimKey } from './dkim.ts';
import { envelopeOf } from './envelope.ts';
import { outcomeOfFailure } from './outcome.ts';
import { listenForReturnMail, type ReturnMail, type ReturnMailOptions } from './return-mail.ts';

export interface SmtpSenderOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly maxConnections?: number;
  /** Signs every message (DKIM); absent = the server that takes them does, or nobody. */
  readonly dkim?: readonly DkimKey[];
  /** Messages that may wait for a connection; beyond them `send` answers `queueFull`. */
  readonly maxQueue?: number;
  /** How long the server may take to answer. */
  readonly responseTimeoutMs?: number;
  readonly closeGraceMs?: number;
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
  /** Listens for bounces and answers; absent = they are read elsewhere. */
  readonly returnMail?: ReturnMailOptions;
  readonly clock?: Clock;
  readonly log?: Pick<Logger, 'info' | 'warn'>;
}

const DEFAULTS = { maxConnections: 10, maxQueue: 10_000, responseTimeoutMs: 30_000, closeGraceMs: 10_000 } as const;

export interface SmtpSender extends MessageSender<EmailMessage> {
  /** Resolves when the server has been spoken to and mail that comes back is listened for; rejects when its port is taken. */
  ready(): Promise<void>;
  /** Where mail that comes back is taken, once ready; undefined without `returnMail`. */
  readonly returnMailPort: number | undefined;
  onComplaint(listener: Listener<Complaint>): Unsubscribe;
}

/** A sender over SMTP: a pool of connections by nodemailer, and a listener for what comes back. */
export function startSmtpSender(options: SmtpSenderOptions): SmtpSender {
  return new Sender(options);
}

class Sender implements SmtpSender {
  readonly channel = 'email';
  readonly #options: SmtpSenderOptions & typeof DEFAULTS;
  readonly #clock: Clock;
  readonly #pool: SmtpPool;
  readonly #door: Door;
  readonly #receipts = new Listeners<Receipt>();
  readonly #complaints = new Listeners<Complaint>();
  readonly #inbound = new Listeners<InboundMessage>();
  readonly #late = new Listeners<LateOutcome>();
  readonly #underWay = new UnderWay();
  #closing: Promise<void> | undefined;
  #returnMail: ReturnMail | undefined;
  readonly #listening: Promise<void>;

  constructor(options: SmtpSenderOptions) {
    this.#options = { ...DEFAULTS, ...options } as SmtpSenderOptions & typeof DEFAULTS;
    this.#clock = options.clock ?? systemClock;
    const { url, maxConnections, responseTimeoutMs } = this.#options;
    this.#pool = new SmtpPool({
      url,
      maxConnections,
      maxMessages: Infinity,
      // A pool that sends again by itself decides in our place what may arrive twice.
      maxRequeues: 0,
      connectionTimeout: Math.min(10_000, responseTimeoutMs),
      greetingTimeout: Math.min(10_000, responseTimeoutMs),
      socketTimeout: responseTimeoutMs,
    });
    this.#door = new Door({
      knock: async () => void (await this.#pool.verify()),
      backoff: options.backoff,
      clock: this.#clock,
      words: 'the mail server cannot be reached',
      log: options.log,
    });
    this.#listening = this.#listen(options.returnMail);
    this.#listening.catch((error: unknown) => {
      options.log?.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'mail that comes back is not heard',
      );
    });
  }

  get returnMailPort(): number | undefined {
    return this.#returnMail?.port;
  }

  async #listen(options: ReturnMailOptions | undefined): Promise<void> {
    if (!options) return;
    this.#returnMail = await listenForReturnMail(options, {
      onReceipt: (receipt) => this.#receipts.tell(receipt),
      onComplaint: (complaint) => this.#complaints.tell(complaint),
      onInbound: (message) => this.#inbound.tell(message),
      log: this.#options.log,
    });
  }

  async send(message: EmailMessage): Promise<SendOutcome> {
    const refusal = this.#refusal(message);
    if (refusal) return wholeOutcome(refusal);
    return wholeOutcome(await this.#underWay.follow(this.#handOver(message)));
  }

  #refusal(message: EmailMessage): HandOver | undefined {
    const refusal = this.#door.refusal(message);
    if (refusal) return refusal;
    return this.#underWay.size >= this.#options.maxQueue ? { kind: 'notSent', cause: 'queueFull' } : undefined;
  }

  async #handOver(message: EmailMessage): Promise<HandOver> {
    let body: PassThrough | undefined;
    try {
      const { messageId } = message;
      const now = this.#clock.now();
      const mail = composeMail(message, now);
      const { dkim = [] } = this.#options;
      const octets = octetsOf(dkim.length > 0 ? await signMail(mail, dkim, now) : mail);
      body = new PassThrough();
      body.end(octets);
      const { response } = await this.#transmit(envelopeOf(message), messageId, body);
      return { kind: 'accepted', carrierId: messageId, detail: response };
    } catch (error) {
      if (error instanceof RangeError) return { kind: 'notSent', cause: 'unsendable', detail: 'address' };
      // Only when the whole body has been read can the closing dot have been sent.
      const left = body?.readableEnded ?? false;
      const outcome =
        this.#closing && !left
          ? ({ kind: 'notSent', cause: 'closed' } as const)
          : outcomeOfFailure(error as object, left);
      if (outcome.kind === 'notSent' && outcome.cause === 'notConnected') this.#door.lost(outcome.detail);
      return outcome;
    }
  }

  /** Hands a written mail to a connection of the pool, by the interface that nodemailer's own composer uses. */
  #transmit(
    envelope: { from: string; to: string },
    messageId: string,
    body: PassThrough,
  ): Promise<{ response: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ response: string }>();
    const message = {
      getEnvelope: () => ({ from: envelope.from, to: [envelope.to] }),
      getHeader: () => messageId,
      messageId: () => messageId,
      createReadStream: () => body,
    };
    this.#pool.send({ data: {}, message } as unknown as Parameters<SmtpPool['send']>[0], (error, info) => {
      if (error || !info) reject(error ?? new Error('no answer'));
      else resolve(info);
    });
    return promise;
  }

  onReceipt = this.#receipts.add.bind(this.#receipts);
  onComplaint = this.#complaints.add.bind(this.#complaints);
  onInbound = this.#inbound.add.bind(this.#inbound);
  onLateOutcome = this.#late.add.bind(this.#late);

  state(): SenderState {
    const inFlight = Math.min(this.#underWay.size, this.#options.maxConnections);
    return { ...this.#door.state, inFlight, queued: this.#underWay.size - inFlight };
  }

  async ready(): Promise<void> {
    await Promise.all([this.#door.opened(), this.#listening]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const nobodyKnocks = this.#door.close();
    await this.#underWay.ended(this.#options.closeGraceMs);
    this.#pool.close({ force: true });
    await Promise.allSettled([this.#underWay.ended(this.#options.closeGraceMs), nobodyKnocks, this.#listening]);
    await this.#returnMail?.close();
  }
}
