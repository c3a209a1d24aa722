import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { claimFairly } from '#platform/jobs/claim-fairly.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { findSpending, settleSpending } from './budget.ts';
import { claimMessages } from './claim-messages.ts';
import { putPrice } from './costs.ts';
import { LANES, setFate, type Lane } from './messages.ts';
import { queueMessages, type NewMessage } from './queue-messages.ts';
import { NO_SETTINGS } from './settings.ts';

const bed = await useTestBed();
const ctx = bed.system;
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const claim = (limit: number) => transact(ctx, (tx) => claimMessages(tx, 'sms', limit, terms));

beforeEach(async () => {
  await bed.pool.query('delete from notifications.messages');
  bed.services.clock.set(Temporal.Instant.from('2026-03-04T16:00:00Z'));
});

async function queue(agencyId: string, count: number, lane: Lane, extra: Partial<NewMessage> = {}): Promise<void> {
  const message = () => aMessage(ctx, { agencyId, lane, ...extra });
  await transact(ctx, (tx) => queueMessages(tx, Array.from({ length: count }, message)));
}

const countBy = (messages: readonly { agencyId: string }[], agencyId: string) =>
  messages.filter((message) => message.agencyId === agencyId).length;

test('who sends few does not stand behind who sends many, and what is left over is used', async () => {
  const [many, few] = [newId(), newId()];
  await queue(many, 3_000, LANES.bulk);
  await queue(few, 20, LANES.bulk);
  const first = await claim(500);
  assert.deepEqual([countBy(first, many), countBy(first, few)], [250, 20]);
  assert.equal(countBy(await claim(500), many), 500, 'alone again, it gets everything');
});

test('codes leave before notices and notices before bulk, of whatever agency', async () => {
  const [one, other] = [newId(), newId()];
  await queue(one, 200, LANES.bulk);
  await queue(other, 100, LANES.notice);
  await queue(one, 5, LANES.code, { subject: { type: 'verification', id: newId() } });
  const lanes = (await claim(50)).map(({ lane }) => lane).toSorted((a, b) => a - b);
  assert.deepEqual(lanes, [...Array<number>(5).fill(1), ...Array<number>(45).fill(LANES.notice)]);
  const rest = await claim(500);
  assert.deepEqual(
    [LANES.code, LANES.notice, LANES.bulk].map((lane) => rest.filter((message) => message.lane === lane).length),
    [0, 55, 200],
  );
});

test('two workers at once never get the same message, and together get all', async () => {
  const agencies = [newId(), newId(), newId()];
  for (const agencyId of agencies) await queue(agencyId, 300, LANES.notice);
  const claimed: string[] = [];
  for (let round = 0; round < 20 && claimed.length < 900; round++) {
    const both = await Promise.all([claim(200), claim(200)]);
    claimed.push(...both.flat().map(({ id }) => id));
  }
  assert.equal(claimed.length, 900);
  assert.equal(new Set(claimed).size, 900);
});

test('in the quiet hours of an agency its SMS wait, but not its codes, what may ring at night, and not those of others', async () => {
  const [quiet, other] = [newId(), newId()];
  const time = (text: string) => Temporal.PlainTime.from(text);
  const hours = { from: time('21:00'), until: time('09:00'), zone: 'America/Mexico_City' };
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId: quiet, quiet: hours });
  bed.services.clock.set(Temporal.Instant.from('2026-03-05T03:00:00Z'));
  await queue(quiet, 3, LANES.notice);
  await queue(quiet, 1, LANES.code, { subject: { type: 'verification', id: newId() } });
  await queue(quiet, 2, LANES.urgent);
  await queue(other, 2, LANES.notice);
  const night = await claim(100);
  assert.deepEqual([countBy(night, quiet), countBy(night, other)], [3, 2]);
  bed.services.clock.set(Temporal.Instant.from('2026-03-05T14:59:00Z'));
  assert.equal((await claim(100)).length, 0);
  bed.services.clock.set(Temporal.Instant.from('2026-03-05T15:00:00Z'));
  assert.equal((await claim(100)).length, 3);
});

test('fifty senders at once never set aside more than the cap, and one mail warns at 80 %', async () => {
  const agencyId = newId();
  await putPrice(ctx, agencyId, { carrier: 'smpp', validFrom: Temporal.PlainDate.from('2026-01-01'), partMxnE4: 1070 });
  // 100 messages and a half.
  await changeSettings(ctx, {
    ...NO_SETTINGS,
    agencyId,
    monthlyCapMxnE4: 107_500,
    alertEmail: 'avisos@dependencia.example',
  });
  await queue(agencyId, 400, LANES.notice);
  const claimed = (await Promise.all(Array.from({ length: 50 }, () => claim(7)))).flat();
  for (let round = 0; round < 20; round++) claimed.push(...(await claim(50)));
  assert.equal(claimed.length, 100);
  const spending = await findSpending(ctx, agencyId);
  assert.deepEqual(spending, { reservedMxnE4: 107_000, warned: true, exhausted: true });
  const { rows } = await bed.pool.query<{ status: string; channel: string; count: string }>(
    'select status, channel, count(*) from notifications.messages where agency_id = $1 group by 1, 2 order by 1, 2',
    [agencyId],
  );
  assert.deepEqual(
    rows.map(({ status, channel, count }) => [status, channel, Number(count)]),
    [
      ['queued', 'email', 1],
      ['queued', 'sms', 300],
      ['sending', 'sms', 100],
    ],
  );

  await queue(agencyId, 1, LANES.code, { subject: { type: 'verification', id: newId() } });
  assert.equal((await claim(50)).length, 1, 'a code leaves even then');
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 214_000 });
  assert.equal((await claim(50)).length, 50, 'a raised cap lets them leave');
  bed.services.clock.set(Temporal.Instant.from('2026-04-01T06:00:00Z'));
  assert.equal((await claim(50)).length, 50, 'a new month too');
});

test('a cap that is set in the middle of the month counts what the month has cost before', async () => {
  const agencyId = newId();
  await putPrice(ctx, agencyId, { carrier: 'smpp', validFrom: Temporal.PlainDate.from('2026-01-01'), partMxnE4: 1000 });
  await queue(agencyId, 25, LANES.notice);
  assert.equal((await claim(10)).length, 10);
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 12_000 });
  assert.equal((await findSpending(ctx, agencyId)).reservedMxnE4, 10_000);
  assert.equal((await claim(50)).length, 2);
});

test('money set aside for messages that no carrier took comes free again', async () => {
  const agencyId = newId();
  await putPrice(ctx, agencyId, { carrier: 'smpp', validFrom: Temporal.PlainDate.from('2026-01-01'), partMxnE4: 1000 });
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 10_000 });
  await queue(agencyId, 15, LANES.notice);
  const claimed = await claim(50);
  assert.equal(claimed.length, 10);
  for (const { id } of claimed.slice(0, 4)) await setFate(ctx, id, 'failed', ['sending']);
  await transact(ctx, (tx) => settleSpending(tx, agencyId));
  assert.deepEqual(await findSpending(ctx, agencyId), { reservedMxnE4: 6_000, warned: true, exhausted: false });
  assert.equal((await claim(50)).length, 4);
});

test('a claim reads a few rows of the index for each agency, however long the queue is', async (t) => {
  const [many, few] = [newId(), newId()];
  await queue(few, 5, LANES.bulk);
  await bed.pool.query(
    `insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
       template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at, lane)
     select gen_random_uuid(), $1, $1, n::text, 'request', $1, null, 'sms', null, '', '', '', 1, 'queued', now(), now(), now(), 4
     from generate_series(1, 30000) n`,
    [many],
  );
  await bed.pool.query('analyze notifications.messages, notifications.queue');
  const { rows } = await bed.pool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers) select message_id from notifications.queue where state = 'queued' and channel = 'sms'
       and lane = 4 and agency_id = $1 and due <= now() order by due, message_id limit 250`,
    [many],
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  assert.match(plan, /Index.* using queue_to_send/);
  const now = Temporal.Now.instant().add({ seconds: 10 });
  const began = performance.now();
  for (let round = 0; round < 10; round++) {
    const got = await claimFairly(
      ctx.db,
      {
        name: 'claim_measured',
        table: 'notifications.messages',
        queue: 'notifications.queue',
        key: 'message_id',
        waiting: `state = 'queued' and channel = 'sms'`,
        lane: 'lane',
        party: 'agency_id',
        due: 'due',
        set: `status = 'sending', lease_until = $2`,
        returning: 'id',
      },
      { now, leaseUntil: now, limit: 500, closed: [] },
    );
    assert.ok(got.length >= 250);
  }
  const each = (performance.now() - began) / 10;
  t.diagnostic(`${each.toFixed(1)} ms for a claim of 500 out of 30,000`);
  assert.ok(each < 1_000, `${each} ms`);
});
