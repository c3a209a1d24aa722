import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HandOver, SenderState } from '../port.ts';
import { Backoff } from '../backoff.ts';
import { SmppLink } from './link.ts';
import type { Message, MessageFields, Pdu } from './pdu.ts';
import {
  bindRequest,
  SESSION_DEFAULTS,
  type SmppSession,
  type SmppSessionOptions,
  type SubmitOptions,
} from './session-options.ts';
import { STATUS, statusName } from './status.ts';
import { SubmitQueue } from './submit-queue.ts';

/** A binding that lasted this long was a real one: the next pause starts small again. */
const STABLE_MS = 10_000;
/** Inbound messages in hand at which reading pauses. */
const MAX_DELIVERING = 500;

/** Opens a session that stays bound until `close()`: it connects, binds, keeps alive and comes back by itself. */
export function startSmppSession(options: SmppSessionOptions): SmppSession {
  return new Session(options);
}

class Session implements SmppSession {
  readonly #options: SmppSessionOptions & typeof SESSION_DEFAULTS;
  readonly #queue: SubmitQueue;
  readonly #backoff: Backoff;
  readonly #delivering = new Set<Promise<void>>();
  #status: SenderState['status'] = 'connecting';
  #reason: string | undefined;
  #link: SmppLink | undefined;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #boundAt = 0;
  #ready = Promise.withResolvers<void>();
  #closing: Promise<void> | undefined;

  constructor(options: SmppSessionOptions) {
    this.#options = { ...SESSION_DEFAULTS, ...options } as SmppSessionOptions & typeof SESSION_DEFAULTS;
    const { window, maxQueue, throttlePatienceMs } = this.#options;
    this.#queue = new SubmitQueue({
      window,
      maxQueue,
      throttlePatienceMs,
      maxPerSecond: options.maxPerSecond ?? Infinity,
    });
    this.#backoff = new Backoff(options.backoff?.minMs, options.backoff?.maxMs);
    this.#ready.promise.catch(() => {});
    this.#connect();
  }

  submit(message: MessageFields, options: SubmitOptions = {}): Promise<HandOver> {
    if (this.#closing) return Promise.resolve({ kind: 'notSent', cause: 'closed' });
    return this.#queue.add(message, options);
  }

  state(): SenderState {
    const { inFlight, queued, perSecond } = this.#queue;
    return {
      status: this.#status,
      ...(this.#reason !== undefined && this.#status !== 'ready' && { reason: this.#reason }),
      inFlight,
      queued,
      ...(perSecond !== Infinity && { perSecond }),
    };
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ready.reject(new Error('the session was closed'));
    const link = this.#link;
    const bound = this.#status === 'ready';
    this.#queue.stop('closed');
    this.#become('closed');
    if (link && bound) {
      await withinMs(this.#options.closeGraceMs, Promise.all([this.#queue.settled(), ...this.#delivering]));
      await withinMs(Math.min(2000, this.#options.closeGraceMs), link.request({ command: 'unbind' }));
    }
    link?.end('closed by us');
    this.#socket?.destroy();
    await link?.closed;
    await Promise.all(this.#delivering);
  }

  #become(status: SenderState['status'], reason?: string): void {
    if (this.#status === 'closed') return;
    this.#status = status;
    this.#reason = reason;
    this.#options.onState?.(this.state());
  }

  #connect(): void {
    this.#become('connecting', this.#reason);
    const { host, port, tls, connectTimeoutMs } = this.#options;
    const socket = tls ? connectTls({ ...tls, host, port }) : connectTcp({ host, port });
    this.#socket = socket;
    const link = new SmppLink(socket, {
      responseTimeoutMs: this.#options.responseTimeoutMs,
      enquireLinkMs: this.#options.enquireLinkMs,
      onRequest: (pdu) => this.#serve(link, pdu),
      onClose: (reason) => this.#lost(reason),
    });
    this.#link = link;
    socket.setTimeout(connectTimeoutMs, () => link.destroy('connecting took too long'));
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.setKeepAlive(true, 30_000);
      void this.#bind(link);
    });
  }

  async #bind(link: SmppLink): Promise<void> {
    const answer = await link.request(bindRequest(this.#options));
    if (this.#closing || answer.kind === 'lost') return;
    if (answer.kind !== 'answered') link.destroy('no answer to bind');
    else if (answer.pdu.status !== STATUS.ESME_ROK) link.end(statusName(answer.pdu.status));
    else {
      this.#boundAt = performance.now();
      this.#become('ready');
      this.#options.log?.info({ bind: this.#options.bind }, 'bound to the carrier');
      this.#ready.resolve();
      this.#queue.open(link);
    }
  }

  #lost(reason: string): void {
    if (this.#closing) return;
    if (this.#status === 'ready') {
      this.#ready = Promise.withResolvers<void>();
      this.#ready.promise.catch(() => {});
      if (performance.now() - this.#boundAt > STABLE_MS) this.#backoff.reset();
    }
    this.#queue.stop('notConnected');
    this.#become('waiting', reason);
    const pauseMs = this.#backoff.next();
    this.#options.log?.warn({ reason, pauseMs: Math.round(pauseMs) }, 'the connection to the carrier is lost');
    this.#timer = setTimeout(() => this.#connect(), pauseMs);
  }

  #serve(link: SmppLink, pdu: Pdu): void {
    if (pdu.command === 'deliver_sm') {
      const work = this.#deliver(link, { ...pdu, command: 'deliver_sm' }).finally(() => {
        this.#delivering.delete(work);
        if (this.#delivering.size === MAX_DELIVERING / 2) link.resume();
      });
      this.#delivering.add(work);
      if (this.#delivering.size === MAX_DELIVERING) link.pause();
    } else if (pdu.command === 'unbind') {
      link.reply({ command: 'unbind_resp', sequence: pdu.sequence, status: STATUS.ESME_ROK });
      link.end('the carrier unbound');
    } else link.reply({ command: 'generic_nack', sequence: pdu.sequence, status: STATUS.ESME_RINVCMDID });
  }

  async #deliver(link: SmppLink, message: Message): Promise<void> {
    let status: number = STATUS.ESME_ROK;
    try {
      await this.#options.onDeliver?.(message);
    } catch (error) {
      status = STATUS.ESME_RX_T_APPN;
      this.#options.log?.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'an inbound message was not taken',
      );
    }
    link.reply({ command: 'deliver_sm_resp', sequence: message.sequence, status, messageId: '' });
  }
}

/** Waits for the work, but no longer than so; leaves no timer. */
async function withinMs(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
