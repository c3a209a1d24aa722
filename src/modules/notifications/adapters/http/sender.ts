import type { Logger } from 'pino';
import { once } from 'node:events';
import { connect } from 'node:net';
import { systemClock, type Clock } from '#platform/clock.ts';
import { encodeText } from '../../domain/sms/encoding.ts';
import { segment } from '../../domain/sms/segment.ts';
import { Door, UnderWay } from '../door.ts';
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
  readonly #door: Door;
  readonly #receipts = new Listeners<Receipt>();
  readonly #inbound = new Listeners<InboundMessage>();
  readonly #late = new Listeners<LateOutcome>();
  readonly #underWay = new UnderWay();
  readonly #waiting: (() => void)[] = [];
  readonly #hearing: Promise<Callbacks>;
  #free: number;
  #closing: Promise<void> | undefined;

  constructor(options: HttpSenderOptions) {
    this.#options = { ...DEFAULTS, ...options } as HttpSenderOptions & typeof DEFAULTS;
    this.#clock = options.clock ?? systemClock;
    this.#free = this.#options.window;
    this.#address = new URL(options.url);
    this.#username = decodeURIComponent(this.#address.username);
    this.#password = decodeURIComponent(this.#address.password);
    this.#address.username = '';
    this.#address.password = '';
    this.#headers = authorization(options.profile, this.#username, this.#password);
    this.#hearing = listenForCallbacks(options.profile, options.callbacks, {
      onReceipt: (receipt) => this.#receipts.tell(receipt),
      onInbound: (message) => this.#inbound.tell(message),
      log: options.log,
    });
    this.#hearing.catch(() => {});
    this.#door = new Door({
      knock: () => this.#knock(),
      backoff: options.backoff,
      clock: this.#clock,
      words: 'a carrier cannot be reached',
      log: options.log,
    });
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
    const outcome = await this.#underWay.follow(this.#inTurn(message, text));
    return wholeOutcome(outcome, segment(text, encoding, 'udh16').length);
  }

  #refusal(message: SmsMessage): HandOver | undefined {
    const refusal = this.#door.refusal(message);
    if (refusal) return refusal;
    return this.#underWay.size >= this.#options.maxQueue ? { kind: 'notSent', cause: 'queueFull' } : undefined;
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
      if (outcome.kind === 'notSent') this.#door.lost(outcome.detail);
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

  /** Opens and closes a connection: a request would have to be a message. */
  async #knock(): Promise<void> {
    const port = Number(this.#address.port) || (this.#address.protocol === 'https:' ? 443 : 80);
    const socket = connect({ host: this.#address.hostname.replace(/^\[|\]$/g, ''), port, timeout: PROBE_TIMEOUT_MS });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    await once(socket, 'connect');
    socket.end();
  }

  onReceipt = this.#receipts.add.bind(this.#receipts);
  onInbound = this.#inbound.add.bind(this.#inbound);
  onLateOutcome = this.#late.add.bind(this.#late);

  state(): SenderState {
    const inFlight = this.#options.window - this.#free;
    return { ...this.#door.state, inFlight, queued: Math.max(0, this.#underWay.size - inFlight) };
  }

  async ready(): Promise<Callbacks> {
    const [callbacks] = await Promise.all([this.#hearing, this.#door.opened()]);
    return callbacks;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    void this.#door.close();
    await this.#underWay.ended(this.#options.closeGraceMs);
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
