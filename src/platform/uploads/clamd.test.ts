import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { Clamd } from './clamd.ts';

// The harmless test file that every scanner reports (EICAR), put together here so that no scanner reports this source.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('$');
const LIMIT = 1_000_000;

/** Speaks clamd(8) as ClamAV 1.4 does: `z` commands, length-prefixed chunks, answers that end with a zero octet. */
async function startClamd(): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    let held = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      held = Buffer.concat([held, data]);
      const answer = answerTo(held);
      if (answer) socket.end(`${answer}\0`);
    });
    socket.on('error', () => undefined);
  });
  return { url: await listen(server), server };
}

function answerTo(held: Buffer): string | undefined {
  if (held.toString('latin1') === 'zPING\0') return 'PONG';
  const command = Buffer.from('zINSTREAM\0');
  if (!held.subarray(0, command.length).equals(command)) return held.length > 20 ? 'UNKNOWN COMMAND' : undefined;
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length;) {
    const length = held.readUInt32BE(at);
    if (length === 0)
      return Buffer.concat(chunks).includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
    chunks.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
    if (at > LIMIT) return 'INSTREAM size limit exceeded. ERROR';
  }
  return undefined;
}

async function listen(server: Server): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `tcp://127.0.0.1:${address.port}`;
}

const clamd = new Clamd((await startClamd()).url);

test('a clean file passes, also one of many chunks, and one with the test signature is named', async () => {
  await clamd.ping();
  assert.deepEqual(await clamd.scan(Buffer.from('folio,fecha\r\n')), { clean: true });
  assert.deepEqual(await clamd.scan(Buffer.alloc(300_000, 'a')), { clean: true });
  const infected = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from(EICAR), Buffer.alloc(100_000, 'b')]);
  assert.deepEqual(await clamd.scan(infected), { clean: false, threat: 'Eicar-Test-Signature' });
});

test('what the scanner could not finish is no clean file', async () => {
  await assert.rejects(clamd.scan(Buffer.alloc(LIMIT + 100_000)), /could not tell: INSTREAM size limit/);
  const silent = createServer((socket: Socket) => void socket.end());
  await assert.rejects(new Clamd(await listen(silent)).scan(Buffer.from('a')), /hung up|ECONNRESET|EPIPE/);
  await assert.rejects(new Clamd('tcp://127.0.0.1:1').scan(Buffer.from('a')), /ECONNREFUSED/);
});
