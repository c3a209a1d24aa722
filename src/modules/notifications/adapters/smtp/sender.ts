import { PassThrough } from 'node:stream';
import SmtpPool from 'nodemailer/lib/smtp-pool';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '#platform/clock.ts';
import { Backoff } from '../backoff.ts';
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
  readonly #backoff: Backoff;
  readonly #receipts = new Listeners<Receipt>();
  readonly #complaints = new Listeners<Complaint>();
  readonly #inbound = new Listeners<InboundMessage>();
  readonly #late = new Listeners<LateOutcome>();
  readonly #running = new Set<Promise<HandOver>>();
  #status: SenderState['status'] = 'connecting';
  #reason: string | undefined;
  #ready = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;
  #probing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #returnMail: ReturnMail | undefined;
  readonly #listening: Promise<void>;

  constructor(options: SmtpSenderOptions) {
    this.#options = { ...DEFAULTS, ...options } as SmtpSenderOptions & typeof DEFAULTS;
    this.#clock = options.clock ?? systemClock;
    this.#backoff = new Backoff(options.backoff?.minMs, options.backoff?.maxMs);
    this.#ready.promise.catch(() => {});
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
    this.#probing = this.#probe();
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
    const running = this.#handOver(message);
    this.#running.add(running);
    const outcome = await running;
    this.#running.delete(running);
    return wholeOutcome(outcome);
  }

  /** Why a message does not even try to leave. */
  #refusal({ expiresAt }: EmailMessage): HandOver | undefined {
    if (this.#closing) return { kind: 'notSent', cause: 'closed' };
    if (expiresAt && Temporal.Instant.compare(expiresAt, this.#clock.now()) <= 0)
      return { kind: 'notSent', cause: 'expired' };
    if (this.#status !== 'ready')
      return { kind: 'notSent', cause: 'notConnected', ...(this.#reason && { detail: this.#reason }) };
    if (this.#running.size >= this.#options.maxQueue) return { kind: 'notSent', cause: 'queueFull' };
    return undefined;
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
      if (outcome.kind === 'notSent' && outcome.cause === 'notConnected') this.#lost(outcome.detail);
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

  /** The server could not be reached: nothing is tried until it answers a probe. */
  #lost(reason: string | undefined): void {
    if (this.#closing || this.#status === 'waiting') return;
    if (this.#status === 'ready') {
      this.#ready = Promise.withResolvers<void>();
      this.#ready.promise.catch(() => {});
    }
    this.#status = 'waiting';
    this.#reason = reason;
    const pauseMs = this.#backoff.next();
    this.#options.log?.warn({ reason, pauseMs: Math.round(pauseMs) }, 'the mail server cannot be reached');
    this.#timer = setTimeout(() => {
      this.#status = 'connecting';
      this.#probing = this.#probe();
    }, pauseMs);
  }

  async #probe(): Promise<void> {
    try {
      await this.#pool.verify();
      if (this.#closing) return;
      this.#status = 'ready';
      this.#reason = undefined;
      this.#backoff.reset();
      this.#ready.resolve();
    } catch (error) {
      const { code = 'unknown', originalCode = code } = error as { code?: string; originalCode?: string };
      this.#lost(originalCode);
    }
  }

  onReceipt = this.#receipts.add.bind(this.#receipts);
  onComplaint = this.#complaints.add.bind(this.#complaints);
  onInbound = this.#inbound.add.bind(this.#inbound);
  onLateOutcome = this.#late.add.bind(this.#late);

  state(): SenderState {
    const inFlight = Math.min(this.#running.size, this.#options.maxConnections);
    return {
      status: this.#status,
      ...(this.#reason !== undefined && { reason: this.#reason }),
      inFlight,
      queued: this.#running.size - inFlight,
    };
  }

  async ready(): Promise<void> {
    await Promise.all([this.#ready.promise, this.#listening]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ready.reject(new Error('the sender was closed'));
    this.#status = 'closed';
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, this.#options.closeGraceMs);
    await Promise.race([Promise.allSettled(this.#running), grace.promise]);
    clearTimeout(timer);
    this.#pool.close({ force: true });
    await Promise.allSettled([...this.#running, this.#probing, this.#listening]);
    await this.#returnMail?.close();
  }
}
