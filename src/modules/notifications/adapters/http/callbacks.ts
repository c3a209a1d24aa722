import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { InboundMessage, Receipt } from '../port.ts';
import type { HttpProfile } from './profile.ts';
import { lookUp, lookUpText } from './template.ts';

export interface CallbackOptions {
  readonly host: string;
  /** 0 = a free one. */
  readonly port: number;
  /** How the carrier reaches this listener, without a slash at the end; absent = directly. */
  readonly publicUrl?: string;
  /** Part of the address that only the carrier knows: these callers carry no other proof that all carriers share. */
  readonly secret: string;
}

export interface Callbacks {
  readonly port: number;
  readonly receiptUrl: string;
  readonly inboundUrl: string;
  close(): Promise<void>;
}

interface Handlers {
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  readonly onInbound: (message: InboundMessage) => Promise<void>;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

const MAX_OCTETS = 1_000_000;

/** Hears what the carrier calls back. It answers 204 only when the listeners have it; otherwise 503, and it calls again. */
export async function listenForCallbacks(
  profile: HttpProfile,
  options: CallbackOptions,
  handlers: Handlers,
): Promise<Callbacks> {
  const paths = { receipts: `/${options.secret}/receipts`, inbound: `/${options.secret}/inbound` };
  const answer = async (request: IncomingMessage): Promise<number> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isReceipt = equal(url.pathname, paths.receipts);
    if (!isReceipt && !equal(url.pathname, paths.inbound)) return 404;
    const { format, each } = isReceipt ? profile.receipt : profile.inbound;
    const body = format === 'query' ? queryOf(url, profile.inbound) : await bodyOf(request, format);
    if (body === undefined) return 400;
    const items = each === undefined ? [body] : lookUp(body, each);
    if (!Array.isArray(items)) return 400;
    for (const item of items as unknown[]) {
      if (isReceipt) {
        const receipt = receiptOf(profile, item);
        if (receipt) await handlers.onReceipt(receipt);
      } else {
        const message = inboundOf(profile, item);
        if (message) await handlers.onInbound(message);
      }
    }
    return 204;
  };
  const server = createServer((request, response: ServerResponse) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        handlers.log?.warn(
          { error: error instanceof Error ? error.message : 'unknown' },
          'what a carrier called back was not taken',
        );
        response.writeHead(503).end();
      },
    );
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, options.host, resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const base = options.publicUrl ?? `http://${options.host}:${port}`;
  return {
    port,
    receiptUrl: base + paths.receipts,
    inboundUrl: base + paths.inbound,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The fields of a query. A text in UCS-2 is read from the octets themselves: as UTF-8 its letters would be lost. */
function queryOf(url: URL, { text, coding }: HttpProfile['inbound']): Record<string, string> {
  const fields = Object.fromEntries(url.searchParams);
  if (coding === undefined || fields[coding] !== '2') return fields;
  const written =
    url.search
      .slice(1)
      .split('&')
      .find((field) => field.startsWith(`${text}=`)) ?? '';
  const octets = octetsOf(written.slice(text.length + 1));
  return { ...fields, [text]: new TextDecoder('utf-16be').decode(octets) };
}

/** The octets behind percent signs and pluses (the URL standard, section 5.1). */
function octetsOf(encoded: string): Buffer {
  const plain = encoded.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(plain, 'latin1');
}

async function bodyOf(request: IncomingMessage, format: 'form' | 'json'): Promise<unknown> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of request) {
    octets += (chunk as Buffer).length;
    if (octets > MAX_OCTETS) return undefined;
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString();
  if (format === 'form') return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A receipt without an id or with a state that nobody described settles nothing: it is no receipt. */
function receiptOf({ receipt: where }: HttpProfile, item: unknown): Receipt | undefined {
  const carrierId = lookUpText(item, where.id);
  const state = lookUpText(item, where.state);
  const fate = state === undefined ? undefined : where.states[state];
  if (carrierId === undefined || fate === undefined) return undefined;
  const code = lookUpText(item, where.code);
  const doneDate = lookUpText(item, where.doneDate);
  const known = code === undefined ? undefined : where.failures[code];
  const failed = fate === 'failed' || fate === 'expired';
  return {
    channel: 'sms',
    carrierId,
    alternativeIds: [],
    fate,
    final: fate !== 'inTransit',
    ...(failed && (known ?? { reason: fate === 'expired' ? 'absent' : 'other', permanence: 'temporary' })),
    ...(code !== undefined && { code }),
    recipient: numberOf(lookUpText(item, where.to)),
    ...(doneDate !== undefined && { doneDate }),
    raw: `${state}${code === undefined ? '' : ` ${code}`}`,
  };
}

function inboundOf({ inbound: where }: HttpProfile, item: unknown): InboundMessage | undefined {
  const [from, to, text] = [where.from, where.to, where.text].map((path) => lookUpText(item, path));
  if (from === undefined || to === undefined || text === undefined) return undefined;
  return { channel: 'sms', from: numberOf(from), to: to.trim(), text };
}

/** E.164 again: carriers leave the plus out, and a plus in a query arrives as a blank. */
function numberOf(given: string | undefined): string {
  const digits = given?.replace(/\D/g, '') ?? '';
  return digits.length > 8 ? `+${digits}` : digits;
}
