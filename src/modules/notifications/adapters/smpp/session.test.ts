import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { startCarrier, type Carrier } from '#demo/carrier/carrier.ts';
import { INSTANT, type CarrierBehaviour } from '#demo/carrier/behaviour.ts';
import { until } from '#test/support/until.ts';
import type { HandOver } from '../port.ts';
import { MESSAGE_DEFAULTS, type Message, type MessageFields } from './pdu.ts';
import { startSmppSession } from './session.ts';
import type { SmppSession, SmppSessionOptions } from './session-options.ts';

const ACCOUNT = { systemId: 'ifrem', password: 'secreto' };
const submit = (destination = '527222805230'): MessageFields => ({
  ...MESSAGE_DEFAULTS,
  source: '2222',
  destination,
  registeredDelivery: 1,
  shortMessage: Buffer.from('Su tramite ingreso'),
});

async function carrierFor(t: TestContext, behaviour: Partial<CarrierBehaviour> = {}): Promise<Carrier> {
  const carrier = await startCarrier({ ...ACCOUNT, behaviour: { ...INSTANT, ...behaviour } });
  t.after(() => carrier.close());
  return carrier;
}

async function sessionFor(t: TestContext, port: number, more: Partial<SmppSessionOptions> = {}): Promise<SmppSession> {
  const backoff = { minMs: 20, maxMs: 100 };
  const session = startSmppSession({ host: '127.0.0.1', port, ...ACCOUNT, bind: 'transceiver', backoff, ...more });
  t.after(() => session.close());
  return session;
}

const kinds = (outcomes: readonly HandOver[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

test('a message is accepted under an id, arrives, and its receipt names the id', async (t) => {
  const carrier = await carrierFor(t);
  const received: Message[] = [];
  const session = await sessionFor(t, carrier.port, { onDeliver: (message) => void received.push(message) });
  await session.ready();
  const outcome = await session.submit(submit());
  assert.ok(outcome.kind === 'accepted', outcome.kind);
  await until('the receipt', () => received.length === 1);
  assert.match(
    Buffer.from(received[0]?.shortMessage ?? []).toString(),
    new RegExp(`^id:${outcome.carrierId} .*stat:DELIVRD`),
  );
  assert.deepEqual(
    carrier.messages('+527222805230').map((message) => message.text),
    ['Su tramite ingreso'],
  );
});

test('a refusal says whether it is for good', async (t) => {
  const carrier = await carrierFor(t, { rules: [{ ending: '03', fate: 'invalid' }] });
  const session = await sessionFor(t, carrier.port);
  await session.ready();
  assert.deepEqual(await session.submit(submit('527222805203')), {
    kind: 'rejected',
    permanence: 'permanent',
    code: 'ESME_RINVDSTADR',
  });
  carrier.setBehaviour({ refuseWith: 0x08 });
  assert.deepEqual(await session.submit(submit()), { kind: 'rejected', permanence: 'temporary', code: 'ESME_RSYSERR' });
  assert.deepEqual(await session.submit({ ...submit(), destination: '1'.repeat(30) }), {
    kind: 'notSent',
    cause: 'unsendable',
    detail: 'destination_addr has more than 20 characters',
  });
});

test('a wrong password is named in the state and nothing leaves', async (t) => {
  const carrier = await carrierFor(t);
  const session = await sessionFor(t, carrier.port, { password: 'otra' });
  await until('the refusal', () => session.state().reason === 'ESME_RINVPASWD');
  assert.deepEqual(await session.submit(submit()), { kind: 'notSent', cause: 'notConnected' });
  assert.equal(carrier.stats().submitted, 0);
});

test('a submit without an answer is uncertain, and a late answer is still heard', async (t) => {
  const carrier = await carrierFor(t, { responseMs: [300, 300] });
  const session = await sessionFor(t, carrier.port, { responseTimeoutMs: 150 });
  carrier.setBehaviour({ responseMs: [0, 0] });
  await session.ready();
  carrier.setBehaviour({ responseMs: [300, 300] });
  const late: HandOver[] = [];
  assert.deepEqual(await session.submit(submit(), { onLate: (outcome) => late.push(outcome) }), {
    kind: 'uncertain',
    cause: 'timeout',
  });
  await until('the late answer', () => late.length === 1);
  assert.equal(late[0]?.kind, 'accepted');
});

test('a connection cut under load: what left is uncertain, what waited was not sent, nothing is lost from the count', async (t) => {
  // It answers nothing before the cut, however late that comes.
  const carrier = await carrierFor(t, { responseMs: [60_000, 60_000] });
  const session = await sessionFor(t, carrier.port, { window: 20, responseTimeoutMs: 60_000 });
  await session.ready();
  const outcomes = Promise.all(Array.from({ length: 100 }, () => session.submit(submit())));
  await until('the window is full', () => carrier.stats().submitted === 20);
  carrier.dropConnections();
  assert.deepEqual(kinds(await outcomes), { uncertain: 20, notSent: 80 });
  carrier.setBehaviour({ responseMs: [0, 0] });
  await session.ready();
  assert.equal((await session.submit(submit())).kind, 'accepted');
});

test('a carrier that comes back is bound to again', async (t) => {
  const carrier = await carrierFor(t);
  const session = await sessionFor(t, carrier.port);
  await session.ready();
  carrier.setBehaviour({ down: true });
  await until('it notices', () => session.state().reason === 'ESME_RBINDFAIL');
  assert.equal((await session.submit(submit())).kind, 'notSent');
  carrier.setBehaviour({ down: false });
  await session.ready();
  assert.equal((await session.submit(submit())).kind, 'accepted');
});

test('a carrier that falls silent is noticed by enquire_link', async (t) => {
  const sockets: Socket[] = [];
  const mute = createServer((socket) => {
    sockets.push(socket);
    // Answers the bind, then nothing.
    socket.once('data', (bind) => {
      const answer = Buffer.from('0000001180000009000000000000000000', 'hex');
      answer.writeUInt32BE((bind as Buffer).readUInt32BE(12), 12);
      socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
  const { port } = mute.address() as { port: number };
  const session = await sessionFor(t, port, {
    enquireLinkMs: 50,
    responseTimeoutMs: 100,
    backoff: { minMs: 5000, maxMs: 5000 },
  });
  await session.ready();
  await until('it notices', () => session.state().reason === 'no answer to enquire_link');
});

test('a peer that announces a monstrous unit is left, not obeyed', async (t) => {
  const hostile = createServer((socket) => socket.on('error', () => {}).end(Buffer.from('7fffffff80000009', 'hex')));
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
  t.after(() => hostile.close());
  const { port } = hostile.address() as { port: number };
  const session = await sessionFor(t, port, { backoff: { minMs: 5000, maxMs: 5000 } });
  await until('it leaves', () => session.state().status === 'waiting');
  assert.match(session.state().reason ?? '', /2147483647 octets/);
});

test('a receipt that could not be kept is sent again', async (t) => {
  const carrier = await carrierFor(t);
  let tries = 0;
  const session = await sessionFor(t, carrier.port, {
    onDeliver: () => {
      tries += 1;
      if (tries === 1) throw new Error('the database is away');
    },
  });
  await session.ready();
  await session.submit(submit());
  await until('the receipt is taken', () => carrier.stats().receipts === 1);
  assert.equal(tries, 2);
});

test('close lets what is in flight be answered and gives back the rest', async (t) => {
  const carrier = await carrierFor(t, { responseMs: [100, 100] });
  const session = await sessionFor(t, carrier.port, { window: 5 });
  await session.ready();
  const closed = Promise.withResolvers<void>();
  // At once when the window is full: a moment later the first would be answered, and others would follow them.
  carrier.subscribe(({ kind }) => {
    if (kind === 'taken' && carrier.stats().taken === 5) session.close().then(closed.resolve, closed.reject);
  });
  const outcomes = Promise.all(Array.from({ length: 12 }, () => session.submit(submit())));
  await closed.promise;
  assert.deepEqual(kinds(await outcomes), { accepted: 5, notSent: 7 });
  assert.deepEqual(await session.submit(submit()), { kind: 'notSent', cause: 'closed' });
  await until('it is unbound', () => carrier.stats().bound === 0);
});

test('nothing leaves after its deadline, however long the queue', async (t) => {
  const carrier = await carrierFor(t, { responseMs: [100, 100] });
  const session = await sessionFor(t, carrier.port, { window: 1 });
  await session.ready();
  const first = session.submit(submit());
  const second = session.submit(submit(), { deadline: performance.now() + 30 });
  assert.equal((await first).kind, 'accepted');
  assert.deepEqual(await second, { kind: 'notSent', cause: 'expired' });
  assert.equal(carrier.stats().submitted, 1);
});

test('a throttled session finds the pace of the carrier and fails no message', async (t) => {
  const carrier = await carrierFor(t, { maxPerSecond: 20 });
  const session = await sessionFor(t, carrier.port, { window: 50 });
  await session.ready();
  const leave = performance.now();
  const taken: number[] = [];
  carrier.subscribe((event) => event.kind === 'taken' && taken.push(performance.now() - leave));
  const outcomes = await Promise.all(Array.from({ length: 110 }, () => session.submit(submit())));
  assert.deepEqual(kinds(outcomes), { accepted: 110 });
  // What it learnt, and not how fast this machine was meanwhile: the pace is 18 to 20 a second.
  const { perSecond = Infinity } = session.state();
  assert.ok(perSecond >= 17.5 && perSecond <= 20.5, `${perSecond} a second`);
  const gaps = taken.slice(1).map((at, index) => at - (taken[index] ?? 0));
  assert.ok(Math.max(...gaps) < 2500, 'no long silence');
});

test("at least 5,000 submits a second of CPU, the carrier's share included, pass through a window of 100", async (t) => {
  const carrier = await carrierFor(t, { loseReceipts: 1 });
  const session = await sessionFor(t, carrier.port, { window: 100 });
  await session.ready();
  const count = 10_000;
  let best = 0;
  // Other test files share the machine: time of the processor, and the best of three rounds, is the figure.
  for (let round = 0; round < 3 && best < 5000; round += 1) {
    const begin = process.cpuUsage();
    const outcomes = await Promise.all(Array.from({ length: count }, () => session.submit(submit())));
    const { user, system } = process.cpuUsage(begin);
    best = Math.max(best, (count * 1_000_000) / (user + system));
    assert.deepEqual(kinds(outcomes), { accepted: count });
  }
  t.diagnostic(`${Math.round(best)} submits a second of CPU`);
  assert.ok(best >= 5000, `${Math.round(best)} a second of CPU`);
});
