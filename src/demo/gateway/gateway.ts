import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Throttle } from '../throttle.ts';
import { DIALECTS, type DialectName, type GatewayFate, type GatewayMessage } from './dialects.ts';

/** How the gateway behaves. All of it can be changed while it runs. */
export interface GatewayBehaviour {
  readonly responseMs: number;
  readonly receiptMs: number;
  /** Requests a second before 429 is the answer. */
  readonly maxPerSecond: number;
  /** Answers with this HTTP status instead of taking the message; 0 = takes it. */
  readonly refuseWith: number;
  /** Shares from 0 to 1. */
  readonly dropConnections: number;
  /** The message is taken, and the answer is a page of some machine on the way. */
  readonly answerNonsense: number;
  readonly loseReceipts: number;
  readonly duplicateReceipts: number;
  /** Share of receipts that say "delivered" first and "failed" later: a carrier that lies. */
  readonly lie: number;
}

const DEFAULT_BEHAVIOUR: GatewayBehaviour = {
  responseMs: 0,
  receiptMs: 5,
  maxPerSecond: Infinity,
  refuseWith: 0,
  dropConnections: 0,
  answerNonsense: 0,
  loseReceipts: 0,
  duplicateReceipts: 0,
  lie: 0,
};

const RETRY_MS = 30;
const MAX_TRIES = 50;

/** A carrier with an HTTP interface: takes messages in one of three makers' dialects and calls their fates back. */
export interface Gateway {
  readonly url: string;
  readonly port: number;
  setBehaviour(change: Partial<GatewayBehaviour>): void;
  /** What telephones have, oldest first. */
  arrived(): readonly GatewayMessage[];
  down(): Promise<void>;
  up(): Promise<void>;
  /** A citizen writes; true when the client took it. */
  sendFrom(number: string, text: string, inboundUrl: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly dialect: DialectName;
  /** 0 = a free one. */
  readonly port?: number;
}

const ACCOUNT = { user: 'ventanilla', password: 'secreto' } as const;

export async function startGateway({ dialect, port = 0 }: GatewayOptions): Promise<Gateway> {
  const gateway = new LocalGateway(dialect, port);
  await gateway.up();
  return gateway;
}

class LocalGateway implements Gateway {
  readonly #dialect: (typeof DIALECTS)[DialectName];
  readonly #arrived: GatewayMessage[] = [];
  readonly #calls = new Set<Promise<unknown>>();
  readonly #ended = new AbortController();
  #behaviour = DEFAULT_BEHAVIOUR;
  readonly #throttle = new Throttle();
  #server: Server | undefined;
  #port: number;

  constructor(dialect: DialectName, port: number) {
    this.#dialect = DIALECTS[dialect];
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://${ACCOUNT.user}:${ACCOUNT.password}@127.0.0.1:${this.#port}`;
  }

  setBehaviour(change: Partial<GatewayBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
  }

  arrived(): readonly GatewayMessage[] {
    return this.#arrived;
  }

  async up(): Promise<void> {
    if (this.#server) return;
    const server = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(this.#port, '127.0.0.1', resolve);
    await promise;
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    server.closeAllConnections();
    await promise;
  }

  async sendFrom(number: string, text: string, inboundUrl: string): Promise<boolean> {
    return this.#call(this.#dialect.inbound(inboundUrl, number, '2222', text));
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.down();
    await Promise.allSettled(this.#calls);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { responseMs, refuseWith, dropConnections, answerNonsense } = this.#behaviour;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const say = (status: number, contentType: string, body: string) =>
      response.writeHead(status, { 'content-type': contentType }).end(body);
    if (url.pathname !== this.#dialect.path) return void say(404, 'text/plain', 'not here');
    const authorization = request.headers.authorization ?? '';
    const message = this.#dialect.read({ url, body: Buffer.concat(chunks).toString(), authorization }, ACCOUNT);
    if (!message) return void say(403, 'text/plain', 'Authorization failed');
    if (!this.#throttle.take(this.#behaviour.maxPerSecond))
      return void response.writeHead(429, { 'retry-after': '1' }).end();
    if (refuseWith) return void say(refuseWith, 'text/plain', 'not now');
    if (message.to.endsWith('03')) {
      const { status, contentType, body } = this.#dialect.refused();
      return void say(status, contentType, body);
    }
    const id = message.clientId ?? randomUUID();
    const fate: GatewayFate = message.to.endsWith('01')
      ? 'unknown'
      : message.to.endsWith('02')
        ? 'absent'
        : 'delivered';
    if (fate === 'delivered') this.#arrived.push(message);
    this.#follow(this.#tell(id, message, fate));
    if (Math.random() < dropConnections) return void response.destroy();
    if (responseMs > 0) await pause(responseMs, undefined, { signal: this.#ended.signal });
    if (Math.random() < answerNonsense) return void say(200, 'text/html', '<p>Bienvenido a la red</p>');
    const { status, contentType, body } = this.#dialect.accepted(id, message);
    say(status, contentType, body);
  }

  async #tell(id: string, message: GatewayMessage, fate: GatewayFate): Promise<void> {
    const { receiptMs, loseReceipts, duplicateReceipts, lie } = this.#behaviour;
    if (!message.receiptUrl) return;
    await pause(receiptMs, undefined, { signal: this.#ended.signal });
    await this.#call(this.#dialect.receipt(id, message, 'sent'));
    if (Math.random() < loseReceipts) return;
    await this.#call(this.#dialect.receipt(id, message, fate));
    if (Math.random() < duplicateReceipts) await this.#call(this.#dialect.receipt(id, message, fate));
    if (Math.random() < lie) await this.#call(this.#dialect.receipt(id, message, 'absent'));
  }

  /** Calls the client until it says that it has it. */
  async #call({
    method,
    url,
    contentType,
    body,
  }: ReturnType<(typeof DIALECTS)[DialectName]['receipt']>): Promise<boolean> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const answer = await fetch(url, {
        method,
        signal: this.#ended.signal,
        ...(body !== undefined && { body }),
        ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
      });
      await answer.arrayBuffer();
      if (answer.ok) return true;
      await pause(RETRY_MS, undefined, { signal: this.#ended.signal });
    }
    return false;
  }

  #follow(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined).finally(() => this.#calls.delete(settled));
    this.#calls.add(settled);
  }
}
