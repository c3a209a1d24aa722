// Library considered: `toxiproxy-node-client`. It lost because it only drives the Toxiproxy server, a program that npm
// does not bring; the faults that our tests need are a few lines over node:net.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the network does from now on, for connections that exist and new ones. */
export interface Fault {
  /** Every piece arrives this much later, in order. Milliseconds each way. */
  readonly delayMs?: number;
  /** Slowest link: bytes per second each way, over all of a connection. */
  readonly bytesPerSecond?: number;
  /** The peer is gone without a word: connections stay open, new ones are accepted, nothing is carried. */
  readonly halfOpen?: boolean;
  /** New connections are reset at once. */
  readonly refuse?: boolean;
}

export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** Connections that are open through it. */
  readonly connections: number;
  /** Replaces the faults in force; `{}` is a healthy network. What a half-open time held back is then delivered. */
  set(fault: Fault): void;
  /** Resets every open connection, as a pulled cable or a restarted router does. New ones are served. */
  cut(): void;
  close(): Promise<void>;
}

/** Longest wait before a held piece looks again whether the fault has changed. */
const LOOK_AGAIN_MS = 10;

/** Listens on a free port of 127.0.0.1 and carries every connection to `target`, with the faults that `set` asks for. */
export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  let fault: Fault = {};
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = fault.refuse ? undefined : connect({ ...target, allowHalfOpen: true });
    const pair = upstream ? [client, upstream] : [client];
    for (const socket of pair) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      // A broken side breaks the other; an orderly end travels through `carry`, after what is still to be delivered.
      socket.on('close', (broken) => {
        sockets.delete(socket);
        if (broken) pair.forEach(reset);
      });
    }
    if (upstream === undefined) return reset(client);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // A failure to read is that side's 'close' as well, which does what is needed.
      carry(from, to, () => fault).catch(() => undefined);
    }
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject).listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  const cut = () => sockets.forEach(reset);
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    get connections() {
      return sockets.size / 2;
    },
    set: (next) => {
      fault = next;
    },
    cut,
    async close() {
      const closed = [server, ...sockets].map((one) => once(one, 'close'));
      server.close();
      cut();
      await Promise.all(closed);
    },
  };
}

/** One direction. The next piece is read only when this one is gone, so a slow link slows the sender down as well. */
async function carry(from: Socket, to: Socket, current: () => Fault): Promise<void> {
  // Not destroyed at its end: the other direction of the same connection may go on.
  for await (const piece of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (!(await holdBack(piece.length, to, current))) return;
    if (!to.write(piece)) await drained(to);
  }
  if (await holdBack(0, to, current)) to.end();
}

/** False when the connection died while the piece was held. */
async function holdBack(bytes: number, to: Socket, current: () => Fault): Promise<boolean> {
  const { delayMs = 0, bytesPerSecond } = current();
  const slowness = bytesPerSecond ? (bytes / bytesPerSecond) * 1000 : 0;
  if (delayMs + slowness > 0) await sleep(delayMs + slowness);
  while (current().halfOpen && !to.destroyed) await sleep(LOOK_AGAIN_MS);
  return !to.destroyed;
}

/** Node leaves a socket open for ever that is reset while its orderly end is under way: that one is only closed. */
function reset(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

async function drained(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('drain', resolve).once('close', resolve);
  await promise;
}
