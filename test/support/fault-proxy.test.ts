import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultProxy } from './fault-proxy.ts';

const echo = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined).pipe(socket));
await once(echo.listen(0, '127.0.0.1'), 'listening');
const address = echo.address();
const port = typeof address === 'object' && address ? address.port : 0;
const proxy = await startFaultProxy({ host: '127.0.0.1', port });
after(async () => {
  await proxy.close();
  echo.close();
});
beforeEach(() => proxy.set({}));

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, proxy.host);
  await once(socket, 'connect');
  return socket;
}

/** Sends `bytes` bytes and waits until as many came back; returns the milliseconds. */
async function roundTrip(socket: Socket, bytes: number): Promise<number> {
  const started = performance.now();
  let received = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const count = (piece: Buffer) => {
    received += piece.length;
    if (received >= bytes) resolve();
  };
  socket.on('data', count).once('error', reject);
  socket.write(Buffer.alloc(bytes, 'x'));
  await promise;
  socket.off('data', count).off('error', reject);
  return performance.now() - started;
}

test('a healthy network carries everything both ways, and an orderly end to the other side', async () => {
  const socket = await dial();
  await roundTrip(socket, 300_000);
  socket.end();
  socket.resume();
  await once(socket, 'end');
});

test('an answer still arrives after the asker has ended its own side', async () => {
  const socket = await dial();
  proxy.set({ delayMs: 50 });
  let received = 0;
  socket.on('data', (piece: Buffer) => (received += piece.length));
  socket.end(Buffer.alloc(100_000));
  await once(socket, 'end');
  assert.equal(received, 100_000);
});

test('a delay makes each way later', async () => {
  const socket = await dial();
  proxy.set({ delayMs: 80 });
  assert.ok((await roundTrip(socket, 10)) >= 155);
  socket.destroy();
});

test('a slow link takes its time for the bytes', async () => {
  const socket = await dial();
  proxy.set({ bytesPerSecond: 40_000 });
  assert.ok((await roundTrip(socket, 8_000)) >= 195);
  socket.destroy();
});

test('a cut resets every open connection and serves new ones', async () => {
  const socket = await dial();
  await roundTrip(socket, 10);
  const failure = once(socket, 'error');
  proxy.cut();
  const [error] = (await failure) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ECONNRESET');
  const next = await dial();
  await roundTrip(next, 10);
  next.destroy();
});

test('a half-open connection is silent without an error, and goes on when the network is back', async () => {
  const socket = await dial();
  await roundTrip(socket, 10);
  proxy.set({ halfOpen: true });
  const answer = roundTrip(socket, 10);
  const first = await Promise.race([answer.then(() => 'answer'), sleep(150, 'silence')]);
  const newcomer = await dial();
  proxy.set({});
  assert.equal(first, 'silence');
  assert.ok((await answer) >= 145);
  socket.destroy();
  newcomer.destroy();
});

test('a refusing network resets new connections and leaves the old ones alone', async () => {
  const socket = await dial();
  await roundTrip(socket, 10);
  proxy.set({ refuse: true });
  const refused = connect(proxy.port, proxy.host);
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ECONNRESET');
  await roundTrip(socket, 10);
  socket.destroy();
});

test('a connection to a target that is away is reset', async () => {
  const away = await startFaultProxy({ host: '127.0.0.1', port: 1 });
  const socket = connect(away.port, away.host);
  await once(socket, 'error');
  await away.close();
  assert.equal(away.connections, 0);
});
