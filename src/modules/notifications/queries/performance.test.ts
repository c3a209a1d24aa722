import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteMinute, servedMonths } from '#platform/db/service-minutes.ts';
import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import { transact } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { publishPerformance } from '../jobs/publish-performance.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { publicPerformance } from './performance.ts';

const bed = await useTestBed('2026-02-27T16:00:00Z');
const ctx = bed.system;
const { clock } = bed.services;

/** So many SMS that end so, taken after so many seconds. */
async function sent(count: number, status: string, seconds: number): Promise<void> {
  const now = clock.now();
  const ids = await transact(ctx, (tx) =>
    queueMessages(
      tx,
      Array.from({ length: count }, () => aMessage(tx)),
    ),
  );
  await ctx.db.sql('update notifications.messages set status = $2, attempts = 1, accepted_at = $3 where id = any($1)', [
    ids,
    status,
    now.add({ seconds }),
  ]);
}

test('months are counted by the calendar of the state, and small ones are not told', async () => {
  await sent(4, 'delivered', 1);
  // 23:59 on the last of February in Toluca is March in UTC.
  clock.set(Temporal.Instant.from('2026-03-01T05:59:00Z'));
  await sent(4, 'delivered', 1);
  clock.set(Temporal.Instant.from('2026-03-04T16:00:00Z'));
  await sent(15, 'delivered', 2);
  await sent(5, 'failed', 20);
  await sent(3, 'queued', 2);
  await publishPerformance(ctx);
  const months = await publicPerformance(ctx.db, clock.now());
  assert.equal(months.length, 12);
  const [february, march] = months.slice(-2);
  assert.deepEqual([february?.month.toString(), february?.sms, february?.delivered], ['2026-02', 'few', undefined]);
  assert.deepEqual([march?.sms, march?.email, march?.delivered, march?.prompt], [23, 0, 0.75, 18 / 23]);
});

test('the window is available for the share of minutes in which somebody noted it, since the first note', async () => {
  const start = Temporal.Instant.from('2026-03-04T16:00:00Z');
  for (let minute = 0; minute < 10; minute++) {
    if (minute === 3) continue;
    await noteMinute(ctx.db, start.add({ minutes: minute }));
    await noteMinute(ctx.db, start.add({ minutes: minute, seconds: 20 }));
  }
  assert.deepEqual(await servedMonths(ctx.db, start.add({ minutes: 10, seconds: 5 }), OFFICE_TIME_ZONE), [
    { month: '2026-03', served: 9, passed: 10 },
  ]);
});
