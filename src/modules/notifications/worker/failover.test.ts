import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCarrier, type Carrier } from '#demo/carrier/carrier.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { listCarriers, putWish } from '../store/carriers.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { Dispatcher } from './dispatcher.ts';
import { Ledger } from './ledger.ts';
import { shareOut } from './share-out.ts';
import { smsWayOut } from './sms-way.ts';
import { Ways } from './ways.ts';

// Criterion 10 of docs/acceptance/notifications.md, by a clock that the test moves: real SMPP and database, minutes in moments. That
// a worker keeps to the sixty seconds by the clock on the wall is `npm run faults -- failover`.
const bed = await useTestBed();
const terms = { leaseSeconds: 3_600, uncertainSeconds: 36_000 };
const arrived: string[] = [];
/** Shares of what a carrier does are met evenly, so that no run has more bad luck than another. */
const even = (): (() => number) => {
  let turn = 0;
  return () => (++turn * 0.618_033_988_75) % 1;
};
const start = (name: string): Promise<Carrier> =>
  startCarrier({
    systemId: name,
    password: 'prueba',
    clock: bed.services.clock,
    random: even(),
    behaviour: { deliveryMs: [0, 1], receiptMs: [0, 0], rules: [] },
    onMessage: ({ text }) => void arrived.push(text),
  });
const carriers = { norte: await start('norte'), sur: await start('sur') };
const ledger = new Ledger(bed.system, terms);
let turn = 0;
const ways = new Ways(
  (['norte', 'sur'] as const).map((name) => {
    const setting = { name, kind: 'smpp', url: carriers[name].url, window: 10 } as const;
    return smsWayOut(bed.system, ledger, setting, { defaultSender: 'AVISOS', hear: async () => undefined });
  }),
  // Even and repeatable: the fractions of 37 are met in an order that mixes small and large.
  () => ((turn += 14) % 37) / 37,
);
const dispatcher = new Dispatcher(bed.system, 'sms', ways, terms, ledger);
after(async () => {
  await dispatcher.stop();
  await ledger.close();
  await Promise.all(Object.values(carriers).map((carrier) => carrier.close()));
});

const sent: string[] = [];

/**
 * Queues so many and waits until carriers have answered for each and told of all that they tell of: a receipt that came
 * after the clock has moved would count as slow. What was refused waits for its next try.
 */
async function send(count: number, pass = { seconds: 0 }): Promise<void> {
  const texts = Array.from({ length: count }, () => `Aviso ${newId()}`);
  sent.push(...texts);
  const ids = await transact(bed.system, (tx) =>
    queueMessages(
      tx,
      texts.map((body, place) => aMessage(tx, { body, address: `+5272255${String(place).padStart(5, '0')}` })),
    ),
  );
  await until(async () => {
    const { rows } = await bed.pool.query<{ open: number }>(
      `select count(*)::int as open from notifications.messages where id = any($1) and status in ('queued', 'sending')`,
      [ids],
    );
    if (rows[0]?.open !== 0) bed.services.clock.advance(pass);
    return rows[0]?.open === 0 && Object.values(carriers).every((carrier) => carrier.stats().underWay === 0);
  });
}

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(20);
}

const weightOf = async (name: string) =>
  (await listCarriers(bed.system)).find((row) => row.name === name)?.weight ?? -1;

/** So many minutes of traffic; the weights of `sur` at the end of each. */
async function minutes(count: number): Promise<number[]> {
  const weights: number[] = [];
  for (let minute = 0; minute < count; minute++) {
    await send(40);
    bed.services.clock.advance({ minutes: 1 });
    await shareOut(bed.system, 'sms', ways);
    weights.push(await weightOf('sur'));
  }
  return weights;
}

test('a carrier whose receipts are slow loses traffic in small steps, both slow lose none, and a well one gets it back', async () => {
  await send(1);
  await shareOut(bed.system, 'sms', ways);
  for (const name of ['norte', 'sur']) assert.ok(await putWish(bed.system, name, { resting: 50, enabled: true }));
  assert.deepEqual(await minutes(3), [50, 50, 50]);

  // Two fifths of the receipts do not come: the carrier delivers, and does not tell.
  carriers.sur.setBehaviour({ loseReceipts: 0.4 });
  const slow = await minutes(14);
  const steps = slow.map((weight, minute) => (slow[minute - 1] ?? 50) - weight);
  assert.ok(
    Math.max(...steps) === 10 && Math.min(...steps) === 0,
    `steps of ten points at the most: ${slow.join(' ')}`,
  );
  assert.ok((slow[13] ?? 50) <= 20, `it has lost traffic: ${slow.join(' ')}`);

  carriers.norte.setBehaviour({ loseReceipts: 0.4 });
  await minutes(9);
  const standing = await weightOf('sur');
  assert.deepEqual(new Set(await minutes(4)), new Set([standing]), 'nothing moves while both are slow');
  assert.equal(await weightOf('norte'), 50);

  for (const carrier of Object.values(carriers)) carrier.setBehaviour({ loseReceipts: 0 });
  // The bad minutes go out of sight after twenty, then ten points in five minutes.
  const well = await minutes(50);
  const ups = well.map((weight, minute) => weight - (well[minute - 1] ?? standing));
  assert.ok(Math.max(...ups) === 10 && Math.min(...ups) === 0, `back in steps: ${well.join(' ')}`);
  assert.equal(well.at(-1), 50);

  assert.equal(arrived.length, sent.length);
  assert.equal(new Set(arrived).size, sent.length, 'nobody got a notice twice');
});

test('when one refuses all, 95 of 100 new messages go to the other at once, and nobody gets one twice', async () => {
  carriers.norte.setBehaviour({ refuseWith: 0x08 });
  const before = { asked: carriers.norte.stats().refused, sent: sent.length };
  for (let batch = 0; batch < 15; batch++) await send(20, { seconds: 30 });
  const asked = carriers.norte.stats().refused - before.asked;
  assert.ok(asked <= (sent.length - before.sent) * 0.05, `${asked} of ${sent.length - before.sent} were tried on it`);
  // What was refused goes again when its pause is over.
  await until(async () => {
    bed.services.clock.advance({ seconds: 1 });
    return arrived.length >= sent.length;
  });
  assert.equal(arrived.length, sent.length);
  assert.equal(new Set(arrived).size, sent.length);
});
