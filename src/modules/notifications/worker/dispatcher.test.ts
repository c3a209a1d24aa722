import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { transact } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { newId } from '#platform/ids.ts';
import { LANES } from '../store/messages.ts';
import { queueMessages, type NewMessage } from '../store/queue-messages.ts';
import { Dispatcher } from './dispatcher.ts';
import { Ledger } from './ledger.ts';
import { smsWayOut } from './sms-way.ts';
import { Ways } from './ways.ts';

const bed = await useTestBed();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
/** What telephones got, in the order in which it came. */
const arrived: string[] = [];
const carrier = await startCarrier({
  onMessage: ({ text }) => void arrived.push(text),
  systemId: 'norte',
  password: 'prueba',
  clock: bed.services.clock,
  // It answers late, but before anybody gives it up.
  behaviour: { deliveryMs: [0, 0], receiptMs: [0, 0], responseMs: [5_000, 5_000], rules: [] },
});
const ledger = new Ledger(bed.system, terms);
const setting = { name: 'norte', kind: 'smpp', url: carrier.url, window: 100 } as const;
const way = smsWayOut(bed.system, ledger, setting, { defaultSender: 'AVISOS', hear: async () => undefined });
const dispatcher = new Dispatcher(bed.system, 'sms', new Ways([way]), terms, ledger);
after(async () => {
  await dispatcher.stop();
  await ledger.close();
  await carrier.close();
});

async function countBy(status: string): Promise<number> {
  const { rows } = await bed.pool.query<{ count: number }>(
    'select count(*)::int as count from notifications.messages where status = $1',
    [status],
  );
  return rows[0]?.count ?? 0;
}

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(20);
}

test('a sender that has just begun takes little in hand, keeps it while it lives, then takes more', async () => {
  await transact(bed.system, (tx) =>
    queueMessages(
      tx,
      Array.from({ length: 100 }, (_, place) => aMessage(tx, { address: `+5272255${String(place).padStart(5, '0')}` })),
    ),
  );
  await until(async () => carrier.stats().submitted > 0);
  // Its lease is over, by the clock; it lives, and the carrier has not answered yet.
  bed.services.clock.advance({ seconds: 61 });
  assert.equal(await countBy('sending'), 25, 'what it holds when it dies is in doubt');
  carrier.setBehaviour({ responseMs: [0, 0] });
  await until(async () => (await countBy('delivered')) === 100);
  const { rows } = await bed.pool.query<{ kind: string }>(
    `select distinct kind from notifications.evidence where kind in ('uncertain', 'repeated', 'retry')`,
  );
  assert.deepEqual(rows, [], 'nobody thought that it was gone');
  assert.equal(carrier.stats().submitted, 100);
});

const queue = (count: number, about: Partial<NewMessage>) =>
  transact(bed.system, (tx) =>
    queueMessages(
      tx,
      Array.from({ length: count }, (_, place) => {
        return aMessage(tx, { ...about, address: `+5272256${String(place).padStart(5, '0')}` });
      }),
    ),
  );

test('the few of one agency arrive among the first of the many of another, that came before them', async () => {
  arrived.length = 0;
  const [many, few] = [newId(), newId()];
  await queue(3_000, { agencyId: many, lane: LANES.bulk, body: 'de muchos' });
  await until(async () => arrived.length > 0);
  await queue(20, { agencyId: few, lane: LANES.bulk, body: 'de pocos' });
  const ahead = arrived.length;
  await until(async () => arrived.length === 3_020);
  const last = arrived.lastIndexOf('de pocos');
  assert.equal(arrived.filter((text) => text === 'de pocos').length, 20);
  // What was in hand when they came, and their share of the claims after it.
  assert.ok(last - ahead < 600, `${ahead} had arrived before they came, ${last - ahead} more before the last of them`);
});
