import type { Logger } from 'pino';
import { connect } from 'node:net';
import { systemClock, type Clock } from '#platform/clock.ts';
import { encodeText } from '../../domain/sms/encoding.ts';
import { segment } from '../../domain/sms/segment.ts';
import { Backoff } from '../backoff.ts';
import { Listeners } from '../listeners.ts';
import { wholeOutcome } from '../outcome.ts';
import type {
  HandOver,
  InboundMessage,
  LateOutcome,
  MessageSender,
  Receipt,
  SenderState,
  SendOutcome,
  SmsMessage,
} from '../port.ts';
import { outcomeOfAnswer, outcomeOfFailure } from './answer.ts';
import { listenForCallbacks, type CallbackOptions, type Callbacks } from './callbacks.ts';
import type { HttpProfile } from './profile.ts';
import { fill, type Values } from './template.ts';

export interface HttpSenderOptions {
  readonly profile: HttpProfile;
  /** Address of the carrier, with user and password where it wants them: `https://user:secret@sms.example/v1`. */
  readonly url: string;
  readonly from: string;
  readonly callbacks: CallbackOptions;
  /** Requests at once; more wait. */
  readonly window?: number;
  readonly maxQueue?: number;
  readonly responseTimeoutMs?: number;
  readonly closeGraceMs?: number;
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
  readonly clock?: Clock;
  readonly log?: Pick<Logger, 'info' | 'warn'>;
}

const DEFAULTS = { window: 20, maxQueue: 10_000, responseTimeoutMs: 10_000, closeGraceMs: 10_000 } as const;
const PROBE_TIMEOUT_MS = 5_000;

export interface HttpSender extends MessageSender<SmsMessage> {
  /** Resolves when the carrier's door has opened once and callbacks are heard; rejects when their port is taken. */
  ready(): Promise<Callbacks>;
}

/** A sender of SMS over a carrier's HTTP interface, described by a profile. The carrier divides long texts itself. */
export function startHttpSender(options: HttpSenderOptions): HttpSender {
  return new Sender(options);
}

class Sender implements HttpSender {
  readonly channel = 'sms';
  readonly #options: HttpSenderOptions & typeof DEFAULTS;
  readonly #clock: Clock;
  readonly #address: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #username: string;
  readonly #password: string;
  readonly #backoff: Backoff;
  readonly #receipts = new Listeners<Receipt>();
  readonly #inbound = new Listeners<InboundMessage>();
  readonly #late = new Listeners<LateOutcome>();
  readonly #running = new Set<Promise<HandOver>>();
  readonly #waiting: (() => void)[] = [];
  readonly #hearing: Promise<Callbacks>;
  #free: number;
  #status: SenderState['status'] = 'connecting';
  #reason: string | undefined;
  #opened = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: HttpSenderOptions) {
    this.#options = { ...DEFAULTS, ...options } as HttpSenderOptions & typeof DEFAULTS;
    this.#clock = options.clock ?? systemClock;
    this.#backoff = new Backoff(options.backoff?.minMs, options.backoff?.maxMs);
    this.#free = this.#options.window;
    this.#address = new URL(options.url);
    this.#username = decodeURIComponent(this.#address.username);
    this.#password = decodeURIComponent(this.#address.password);
    this.#address.username = '';
    this.#address.password = '';
    this.#headers = authorization(options.profile, this.#username, this.#password);
    this.#opened.promise.catch(() => {});
    this.#hearing = listenForCallbacks(options.profile, options.callbacks, {
      onReceipt: (receipt) => this.#receipts.tell(receipt),
      onInbound: (message) => this.#inbound.tell(message),
      log: options.log,
    });
    this.#hearing.catch(() => {});
    this.#probe();
  }

  async send(message: SmsMessage): Promise<SendOutcome> {
    const { text, encoding, unsendable } = encodeText(message.text, message.policy);
    if (unsendable.length > 0) {
      return wholeOutcome({
        kind: 'notSent',
        cause: 'unsendable',
        detail: `cannot be written: ${unsendable.join(' ')}`,
      });
    }
    const refusal = this.#refusal(message);
    if (refusal) return wholeOutcome(refusal);
    const running = this.#inTurn(message, text);
    this.#running.add(running);
    const outcome = await running;
    this.#running.delete(running);
    return wholeOutcome(outcome, segment(text, encoding, 'udh16').length);
  }

  #refusal({ expiresAt }: SmsMessage): HandOver | undefined {
    if (this.#closing) return { kind: 'notSent', cause: 'closed' };
    if (expiresAt && Temporal.Instant.compare(expiresAt, this.#clock.now()) <= 0)
      return { kind: 'notSent', cause: 'expired' };
    if (this.#status !== 'ready')
      return { kind: 'notSent', cause: 'notConnected', ...(this.#reason && { detail: this.#reason }) };
    if (this.#running.size >= this.#options.maxQueue) return { kind: 'notSent', cause: 'queueFull' };
    return undefined;
  }

  /** At most `window` requests at once. What waited may meanwhile be too late, or the carrier away. */
  async #inTurn(message: SmsMessage, text: string): Promise<HandOver> {
    if (this.#free === 0) {
      await new Promise<void>((go) => this.#waiting.push(go));
      const refusal = this.#refusal(message);
      if (refusal) {
        this.#giveTurn();
        return refusal;
      }
    } else this.#free -= 1;
    try {
      return await this.#handOver(message, text);
    } finally {
      this.#giveTurn();
    }
  }

  #giveTurn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  async #handOver(message: SmsMessage, text: string): Promise<HandOver> {
    const { profile, responseTimeoutMs } = this.#options;
    const { receiptUrl } = await this.#hearing;
    const [url, init] = this.#request(fill(profile.request.fields, this.#values(message, text, receiptUrl)));
    try {
      const signal = AbortSignal.timeout(responseTimeoutMs);
      const answer = await fetch(url, { ...init, signal, redirect: 'manual' });
      const body = { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() };
      return outcomeOfAnswer(profile, body, message.id);
    } catch (error) {
      const outcome = outcomeOfFailure(error);
      if (outcome.kind === 'notSent') this.#lost(outcome.detail);
      return outcome;
    }
  }

  #values(message: SmsMessage, text: string, receiptUrl: string): Values {
    const leftMs = message.expiresAt && message.expiresAt.epochMilliseconds - this.#clock.now().epochMilliseconds;
    return {
      to: message.to,
      toDigits: message.to.replace('+', ''),
      from: this.#options.from,
      text,
      id: message.id,
      coding: encodeText(text, 'keep').encoding === 'ucs2' ? 2 : 0,
      receiptUrl,
      ...(leftMs !== undefined && {
        validityMinutes: Math.max(1, Math.floor(leftMs / 60_000)),
        validitySeconds: Math.max(1, Math.floor(leftMs / 1_000)),
      }),
      username: this.#username,
      password: this.#password,
    };
  }

  #request(fields: Record<string, unknown>): [URL, RequestInit] {
    const { method, path, format } = this.#options.profile.request;
    const url = new URL(this.#address.pathname.replace(/\/$/, '') + path, this.#address);
    const flat = () =>
      Object.entries(fields).map(([name, value]): [string, string] => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean),
      ]);
    if (format === 'query') {
      for (const [name, value] of flat()) url.searchParams.set(name, value);
      return [url, { method, headers: this.#headers }];
    }
    if (format === 'form') return [url, { method, headers: this.#headers, body: new URLSearchParams(flat()) }];
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    return [url, { method, headers, body: JSON.stringify(fields) }];
  }

  /** The carrier's door is shut: nothing is tried until it opens to a probe. */
  #lost(reason: string | undefined): void {
    if (this.#closing || this.#status === 'waiting') return;
    this.#status = 'waiting';
    this.#reason = reason;
    const pauseMs = this.#backoff.next();
    this.#options.log?.warn({ reason, pauseMs: Math.round(pauseMs) }, 'a carrier cannot be reached');
    this.#timer = setTimeout(() => {
      this.#status = 'connecting';
      this.#probe();
    }, pauseMs);
  }

  /** Opens and closes a connection: a request would have to be a message. */
  #probe(): void {
    const port = Number(this.#address.port) || (this.#address.protocol === 'https:' ? 443 : 80);
    const socket = connect({ host: this.#address.hostname.replace(/^\[|\]$/g, ''), port, timeout: PROBE_TIMEOUT_MS });
    socket.once('connect', () => {
      socket.end();
      if (this.#closing) return;
      this.#status = 'ready';
      this.#reason = undefined;
      this.#backoff.reset();
      this.#opened.resolve();
    });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', (error: NodeJS.ErrnoException) => this.#lost(error.code));
  }

  onReceipt = this.#receipts.add.bind(this.#receipts);
  onInbound = this.#inbound.add.bind(this.#inbound);
  onLateOutcome = this.#late.add.bind(this.#late);

  state(): SenderState {
    const inFlight = this.#options.window - this.#free;
    return {
      status: this.#status,
      ...(this.#reason !== undefined && { reason: this.#reason }),
      inFlight,
      queued: Math.max(0, this.#running.size - inFlight),
    };
  }

  async ready(): Promise<Callbacks> {
    const [callbacks] = await Promise.all([this.#hearing, this.#opened.promise]);
    return callbacks;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#opened.reject(new Error('the sender was closed'));
    this.#status = 'closed';
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, this.#options.closeGraceMs);
    await Promise.race([Promise.allSettled(this.#running), grace.promise]);
    clearTimeout(timer);
    await this.#hearing.then(
      (callbacks) => callbacks.close(),
      () => undefined,
    );
  }
}

function authorization({ request }: HttpProfile, username: string, password: string): Record<string, string> {
  switch (request.auth) {
    case 'none':
      return {};
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    case 'bearer':
      return { authorization: `Bearer ${password}` };
    case 'app':
      return { authorization: `App ${password}` };
  }
}
