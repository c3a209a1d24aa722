import { createServer, type Server, type Socket } from 'node:net';
import {
  COMMAND,
  cString,
  decodeBind,
  decodeShortMessage,
  encodePdu,
  encodeShortMessage,
  ESM_RECEIPT,
  ESM_UDHI,
  PduReader,
  STATUS,
  type Pdu,
} from '#modules/notifications/adapters/smpp/pdu.ts';
import { formatReceipt } from '#modules/notifications/adapters/smpp/receipt.ts';
import { decodePart } from '#modules/notifications/domain/sms/decode.ts';
import { Reassembly } from '#modules/notifications/domain/sms/reassembly.ts';
import type { Clock } from '#platform/clock.ts';

/** How the carrier behaves; may be changed while it runs. Shares are between 0 and 1. */
export interface Behaviour {
  /** Milliseconds between taking a message and its receipt. */
  delayMs: number;
  /** Most messages a second; above it the carrier says so (ESME_RTHROTTLED). */
  perSecond: number;
  /** Share of messages that get no receipt at all. */
  loseReceipts: number;
  /** Share of messages after whose arrival the connection breaks without an answer. */
  cut: number;
}

export interface ShownSms {
  readonly from: string;
  readonly text: string;
  readonly at: Temporal.Instant;
}

export interface Carrier {
  readonly url: string;
  readonly behaviour: Behaviour;
  /** Telephones that received something, the latest first. */
  telephones(): string[];
  /** What a telephone shows, oldest first. */
  messages(telephone: string): readonly ShownSms[];
  /** The texts of all messages taken, oldest first; the last hundred thousand. */
  readonly log: readonly string[];
  /** How many parts it took in all. */
  readonly taken: number;
  stop(): Promise<void>;
}

const KEPT_TELEPHONES = 200;
const KEPT_MESSAGES = 50;
const KEPT_LOG = 100_000;

/**
 * The local carrier of the demonstration and of the tests: a real SMPP 3.4 server over TCP. Numbers that end in 00 do
 * not exist, numbers that end in 99 are switched off and their messages expire.
 */
export async function startCarrier(options: {
  clock: Clock;
  port?: number;
  behaviour?: Partial<Behaviour>;
}): Promise<Carrier> {
  const behaviour: Behaviour = { delayMs: 800, perSecond: 500, loseReceipts: 0, cut: 0, ...options.behaviour };
  const shelf = new Map<string, ShownSms[]>();
  const reassembly = new Reassembly();
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const state = { taken: 0, second: 0, inSecond: 0, nextId: Math.trunc(Math.random() * 1e6), sequence: 0 };

  const log: string[] = [];
  const show = (telephone: string, from: string, text: string) => {
    log.push(text);
    if (log.length > KEPT_LOG) log.shift();
    const messages = shelf.get(telephone) ?? [];
    messages.push({ from, text, at: options.clock.now() });
    shelf.delete(telephone);
    shelf.set(telephone, messages.slice(-KEPT_MESSAGES));
    if (shelf.size > KEPT_TELEPHONES) shelf.delete(shelf.keys().next().value ?? '');
  };

  const isThrottled = () => {
    const second = Math.trunc(performance.now() / 1000);
    if (second !== state.second) [state.second, state.inSecond] = [second, 0];
    state.inSecond += 1;
    return state.inSecond > behaviour.perSecond;
  };

  const later = (work: () => void) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        work();
      },
      behaviour.delayMs * (0.7 + Math.random() * 0.6),
    );
    timers.add(timer);
  };

  const sendReceipt = (id: string, destination: string, stat: string, error: string) => {
    // To whichever session is up now, as a carrier does: the one that submitted may be gone.
    const socket = [...sockets].at(-1);
    if (!socket) return later(() => sendReceipt(id, destination, stat, error));
    state.sequence += 1;
    const text = formatReceipt(id, stat, error, options.clock.now());
    const message = {
      source: destination,
      destination: '',
      esmClass: ESM_RECEIPT,
      registeredDelivery: 0,
      dataCoding: 0,
      validityPeriod: '',
      octets: Buffer.from(text),
    };
    socket.write(encodePdu(COMMAND.deliverSm, state.sequence, encodeShortMessage(message)));
  };

  const take = (pdu: Pdu, socket: Socket) => {
    const answer = (status: number, id = '') =>
      socket.write(encodePdu(COMMAND.submitSmResp, pdu.sequence, cString(id), status));
    const message = decodeShortMessage(pdu.body);
    if (isThrottled()) return answer(STATUS.throttled);
    const telephone = `+${message.destination}`;
    if (telephone.endsWith('00')) return answer(STATUS.invalidDestination);
    state.taken += 1;
    const id = (state.nextId++).toString(16).padStart(8, '0');
    const isOff = telephone.endsWith('99');
    const part = decodePart(message.octets, message.dataCoding, (message.esmClass & ESM_UDHI) !== 0);
    const whole = isOff ? undefined : reassembly.add(`${message.source}>${telephone}`, part);
    if (whole) show(telephone, message.source, whole.text);
    if (Math.random() < behaviour.cut) return socket.destroy();
    answer(STATUS.ok, id);
    if (message.registeredDelivery === 0 || Math.random() < behaviour.loseReceipts) return;
    later(() =>
      isOff
        ? sendReceipt(id, message.destination, 'EXPIRED', '012')
        : sendReceipt(id, message.destination, 'DELIVRD', '000'),
    );
  };

  const server = createServer((socket) => {
    const reader = new PduReader();
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      try {
        for (const pdu of reader.read(Buffer.from(chunk))) {
          if (pdu.command === COMMAND.bindTransceiver) {
            const { systemId } = decodeBind(pdu.body);
            sockets.add(socket);
            socket.write(encodePdu(COMMAND.bindTransceiverResp, pdu.sequence, cString(systemId)));
          } else if (pdu.command === COMMAND.submitSm) take(pdu, socket);
          else if (pdu.command === COMMAND.enquireLink) socket.write(encodePdu(COMMAND.enquireLinkResp, pdu.sequence));
          else if (pdu.command === COMMAND.unbind) socket.end(encodePdu(COMMAND.unbindResp, pdu.sequence));
        }
      } catch {
        socket.destroy();
      }
    });
  });
  const port = await listenLocal(server, options.port ?? 0);
  return {
    url: `smpp://ventanilla:demo@127.0.0.1:${port}`,
    behaviour,
    log,
    telephones: () => [...shelf.keys()].toReversed(),
    messages: (telephone) => shelf.get(telephone) ?? [],
    get taken() {
      return state.taken;
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listenLocal(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address ? address.port : port);
  });
  return promise;
}
