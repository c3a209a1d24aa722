import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCarrier, type Carrier } from '#demo/carrier/carrier.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { putWish, totalsSince } from '../store/carriers.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { Dispatcher } from './dispatcher.ts';
import { Ledger } from './ledger.ts';
import { shareOut } from './share-out.ts';
import { smsWayOut } from './sms-way.ts';
import { Ways } from './ways.ts';

const bed = await useTestBed();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const began = bed.services.clock.now();
const arrived: { carrier: string; text: string }[] = [];
const start = (name: string): Promise<Carrier> =>
  startCarrier({
    systemId: name,
    password: 'prueba',
    clock: bed.services.clock,
    behaviour: { deliveryMs: [1, 5], receiptMs: [0, 0], maxPerSecond: Infinity, rules: [] },
    onMessage: ({ text }) => void arrived.push({ carrier: name, text }),
  });
const carriers = { norte: await start('norte'), sur: await start('sur') };

const ledger = new Ledger(bed.system, terms);
let turn = 0;
const ways = new Ways(
  (['norte', 'sur'] as const).map((name) => {
    const setting = { name, kind: 'smpp', url: carriers[name].url, window: 10 } as const;
    return smsWayOut(bed.system, ledger, setting, { defaultSender: 'AVISOS', hear: async () => undefined });
  }),
  // Even and repeatable: 0, 0.1 … 0.9, 0 …
  () => (turn++ % 10) / 10,
);
const dispatcher = new Dispatcher(bed.system, 'sms', ways, terms, ledger);

after(async () => {
  await dispatcher.stop();
  await ledger.close();
  await Promise.all(Object.values(carriers).map((carrier) => carrier.close()));
});

/** What the administrator wishes, in force at once: the dispatcher would follow with its next sweep. */
async function wish(carrier: keyof typeof carriers, resting: number, enabled: boolean): Promise<void> {
  await putWish(bed.system, carrier, { resting, enabled });
  await shareOut(bed.system, 'sms', ways);
}

const isReady = (name: string) => ways.sights().some((sight) => sight.name === name && sight.status === 'ready');

/** Queues so many and returns their texts once each has a final fate; time passes meanwhile. */
async function send(count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, () => `Aviso ${newId()}`);
  const ids = await transact(bed.system, (tx) =>
    queueMessages(
      tx,
      texts.map((body, place) => aMessage(tx, { body, address: `+5272255${String(place).padStart(5, '0')}` })),
    ),
  );
  for (;;) {
    const { rows } = await bed.pool.query<{ open: number }>(
      `select count(*)::int as open from notifications.messages where id = any($1) and status not in ('delivered', 'failed', 'expired')`,
      [ids],
    );
    if (rows[0]?.open === 0) return texts;
    await sleep(50);
    bed.services.clock.advance({ seconds: 1 });
  }
}

const arrivedBy = (texts: readonly string[]) => {
  const mine = arrived.filter(({ text }) => texts.includes(text));
  const of = (name: string) => mine.filter(({ carrier }) => carrier === name).length;
  return { all: mine.length, distinct: new Set(mine.map(({ text }) => text)).size, norte: of('norte'), sur: of('sur') };
};

test('two carriers share the messages by their weights', async () => {
  await until('both are connected', () => isReady('norte') && isReady('sur'));
  await shareOut(bed.system, 'sms', ways);
  await wish('norte', 70, true);
  await wish('sur', 30, true);
  const counts = arrivedBy(await send(200));
  assert.deepEqual([counts.all, counts.distinct], [200, 200]);
  assert.ok(Math.abs(counts.norte - 140) <= 15, `norte had ${counts.norte} of 200, wanted about 140`);
});

test('one that cannot take anything is passed over after a few tries, and every message arrives once by the other', async () => {
  carriers.norte.setBehaviour({ refuseWith: 0x08 });
  const before = carriers.norte.stats().refused;
  const counts = arrivedBy(await send(300));
  const refused = carriers.norte.stats().refused - before;
  assert.deepEqual(counts, { all: 300, distinct: 300, norte: 0, sur: 300 });
  assert.ok(refused > 0, 'it was tried');
  carriers.norte.setBehaviour({ refuseWith: 0 });
});

test('one that is cut off in the middle loses nothing, and copies are marked', async () => {
  // Its pause of five seconds ends, and then one message goes there for a trial.
  await until('it takes messages again', async () => {
    await send(1);
    return isReady('norte');
  });
  const before = carriers.norte.stats().submitted;
  const sending = send(400);
  await until('it is in the middle', () => carriers.norte.stats().submitted > before);
  carriers.norte.setBehaviour({ down: true });
  await until('nobody has anything in hand', async () => {
    const { rowCount } = await bed.pool.query(
      `select from notifications.messages where status in ('queued', 'sending')`,
    );
    return rowCount === 0;
  });
  // What was cut off in the middle is repeated now; receipts of what it had taken come when it is back.
  bed.services.clock.advance({ minutes: 11 });
  carriers.norte.setBehaviour({ down: false });
  const texts = await sending;
  const counts = arrivedBy(texts);
  const { rows } = await bed.pool.query<{ marked: number }>(
    'select count(*)::int as marked from notifications.messages where possible_duplicate',
  );
  assert.equal(counts.distinct, 400);
  assert.ok(counts.all - counts.distinct <= (rows[0]?.marked ?? 0), 'every copy is of a marked message');
});

test('one that is switched off gets nothing', async () => {
  await wish('norte', 70, false);
  const counts = arrivedBy(await send(50));
  assert.deepEqual([counts.all, counts.norte], [50, 0]);
});

test('what each carrier did is counted by the minute', async () => {
  const totals = await totalsSince(bed.services.db, began.subtract({ minutes: 1 }));
  const taken = Object.fromEntries(totals.map((total) => [total.carrier, total]));
  assert.ok((taken['norte']?.errors ?? 0) >= 5);
  assert.equal(taken['sur']?.delivered, taken['sur']?.taken);
});
