import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { useTestBed } from '#test/support/context.ts';
import { transact } from '../context.ts';
import { newId } from '../ids.ts';
import { announce, defineEvent } from './events.ts';
import { forgetRelayedJob } from './forget-relayed.ts';
import { OutboxRelay } from './relay.ts';
import { reactTo } from './subscriber.ts';

const bed = await useTestBed();
const counted = defineEvent('test.counted', 1, z.object({ n: z.number() }));
const agencyId = newId();

function say(n: number, entity = 'thing:1') {
  return transact(bed.system, (tx) => announce(tx, counted, { agencyId, entity }, { n }));
}

test('an event that was announced in a transaction that rolled back is never relayed', async () => {
  const seen: number[] = [];
  const relay = new OutboxRelay({
    services: bed.services,
    subscribers: [reactTo('test.rollback', counted, async (_tx, event) => void seen.push(event.payload.n))],
  });
  await assert.rejects(
    transact(bed.system, async (tx) => {
      await announce(tx, counted, { agencyId, entity: 'thing:0' }, { n: 666 });
      throw new Error('changed my mind');
    }),
  );
  await say(1);
  await say(2);
  await relay.drain();
  assert.deepEqual(seen, [1, 2]);
  await relay.drain();
  assert.deepEqual(seen, [1, 2], 'a second look finds nothing new');
});

test('an event outside a transaction is refused', async () => {
  await assert.rejects(announce(bed.system, counted, { agencyId, entity: 'x' }, { n: 1 }), /inside a transaction/);
});

test('a slow transaction that began first is not skipped by a faster one that came later', async () => {
  const seen: number[] = [];
  const subscribers = [reactTo('test.slow', counted, async (_tx, event) => void seen.push(event.payload.n))];
  const relay = new OutboxRelay({ services: bed.services, subscribers });
  await relay.drain();
  seen.length = 0;
  const written = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const slow = transact(bed.system, async (tx) => {
    await announce(tx, counted, { agencyId, entity: 'thing:2' }, { n: 10 });
    written.resolve();
    await finish.promise;
  });
  await written.promise;
  await say(11, 'thing:3');
  await relay.drain(0);
  finish.resolve();
  await slow;
  await relay.drain();
  assert.deepEqual(
    seen.toSorted((one, other) => one - other),
    [10, 11],
  );
});

test('a bad event is parked with those behind it of the same thing, the others go on, and each takes effect once', async () => {
  let broken = true;
  const subscriber = reactTo('test.parking', counted, async (tx, event) => {
    if (!event.entity.startsWith('parking:')) return;
    // A second effect of the same event would break the primary key.
    await tx.db.sql(`insert into platform.settings values ($1, '1', $2, 'test')`, [
      `${event.entity}=${event.payload.n}`,
      tx.clock.now(),
    ]);
    if (broken && event.payload.n === 21) throw new Error('cannot take 21');
  });
  const effects = async () => {
    const rows = await bed.system.db.sql<{ key: string }>(
      `select key from platform.settings where key like 'parking:%'`,
    );
    return rows.map((row) => row.key).toSorted();
  };
  const relay = new OutboxRelay({ services: bed.services, subscribers: [subscriber] });
  await say(20, 'parking:a');
  await say(21, 'parking:a');
  await say(22, 'parking:a');
  await say(23, 'parking:b');
  await relay.drain();
  assert.deepEqual(await effects(), ['parking:a=20', 'parking:b=23']);
  broken = false;
  for (let round = 0; round < 3; round++) {
    bed.services.clock.advance({ hours: 2 });
    await relay.drain();
  }
  assert.deepEqual(await effects(), ['parking:a=20', 'parking:a=21', 'parking:a=22', 'parking:b=23']);
});

test('events that a subscriber does not listen to are passed over together, however many they are', async () => {
  const other = defineEvent('test.other', 1, z.object({}));
  const seen: number[] = [];
  const subscriber = reactTo('test.passing', counted, async (_tx, event) => void seen.push(event.payload.n));
  const relay = new OutboxRelay({ services: bed.services, subscribers: [subscriber] });
  await relay.drain();
  seen.length = 0;
  await transact(bed.system, async (tx) => {
    for (let n = 0; n < 1_200; n++) await announce(tx, other, { agencyId, entity: 'thing:9' }, {});
  });
  await say(20);
  await transact(bed.system, (tx) => announce(tx, other, { agencyId, entity: 'thing:9' }, {}));
  const placeOf = async () => {
    const { rows } = await bed.pool.query<{ behind: number }>(
      `select count(*)::int as behind from platform.outbox o, platform.outbox_cursors c
       where c.subscriber = 'test.passing' and (o.xact, o.position) > (c.xact, c.position)`,
    );
    return rows[0]?.behind;
  };
  assert.equal(await placeOf(), 1_202);
  await relay.drain();
  assert.deepEqual(seen, [20]);
  assert.equal(await placeOf(), 0);
});

test('an old event is forgotten once everybody has read it, and not before', async () => {
  const relay = new OutboxRelay({
    services: bed.services,
    subscribers: [reactTo('test.forgetting', counted, () => Promise.resolve())],
  });
  await relay.drain();
  await say(31, 'forgetting:1');
  await bed.system.db.sql(
    `update platform.outbox set occurred_at = occurred_at - interval '91 days' where entity = $1`,
    ['forgetting:1'],
  );
  await say(32, 'forgetting:2');
  const kept = async () => {
    const rows = await bed.system.db.sql<{ entity: string }>(
      `select entity from platform.outbox where entity like 'forgetting:%' order by 1`,
    );
    return rows.map(({ entity }) => entity);
  };
  const forget = () => forgetRelayedJob.run(bed.system, undefined as never, new AbortController().signal);
  await forget();
  assert.deepEqual(await kept(), ['forgetting:1', 'forgetting:2'], 'somebody has not read it yet');
  await relay.drain();
  // The subscribers of the tests above never read again.
  await bed.system.db.sql(`delete from platform.outbox_cursors where subscriber <> 'test.forgetting'`);
  await forget();
  assert.deepEqual(await kept(), ['forgetting:2']);
});
