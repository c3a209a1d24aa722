import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { highestPartPrice } from './budget.ts';
import { chargeTaken, pricesOf, putPrice } from './costs.ts';
import { queueMessages } from './queue-messages.ts';

const bed = await useTestBed();
const agencyId = newId();
const day = (text: string) => Temporal.PlainDate.from(text);

before(async () => {
  await putPrice(bed.system, agencyId, { carrier: 'smpp', validFrom: day('2026-01-01'), partMxnE4: 1070 });
  await putPrice(bed.system, agencyId, { carrier: 'smpp', validFrom: day('2026-03-05'), partMxnE4: 1195 });
});

const take = async (messageId: string, parts: number, carrier = 'smpp') => {
  const taken = [{ agencyId, messageId, carrier, parts, whole: true }];
  await chargeTaken(bed.system, taken, await pricesOf(bed.system, taken));
};

async function queued(): Promise<string> {
  const key = newId();
  await transact(bed.system, (tx) =>
    queueMessages(tx, [
      aMessage(tx, { agencyId, key, service: 'certificado-gravamenes', parts: 3, encoding: 'ucs2', policy: 'keep' }),
    ]),
  );
  const { rows } = await bed.pool.query<{ id: string }>(
    'select id from notifications.messages where idempotency_key = $1',
    [key],
  );
  return rows[0]?.id ?? assert.fail('no message');
}

const costOf = async (id: string) => {
  const { rows } = await bed.pool.query<{ cost: string }>(
    'select cost_mxn_e4::text as cost from notifications.messages where id = $1',
    [id],
  );
  return Number(rows[0]?.cost);
};

test('a message costs its parts at the price of the day on which the carrier took it, and again when it is repeated', async () => {
  const id = await queued();
  await take(id, 3);
  assert.equal(await costOf(id), 3210);
  // 23:30 in Toluca is the next day in UTC: the price of the civil day counts.
  bed.services.clock.set(Temporal.Instant.from('2026-03-05T05:30:00Z'));
  await take(id, 1);
  assert.equal(await costOf(id), 4280);
  bed.services.clock.set(Temporal.Instant.from('2026-03-05T06:00:00Z'));
  assert.equal(await highestPartPrice(bed.system, agencyId, 'sms'), 1195);
  await take(id, 1);
  assert.equal(await costOf(id), 5475);
});

test('two takings of one message in one batch both count', async () => {
  const id = await queued();
  const half = { agencyId, messageId: id, carrier: 'smpp', parts: 1, whole: false };
  await chargeTaken(bed.system, [half, half], await pricesOf(bed.system, [half]));
  assert.equal(await costOf(id), 2 * 1195);
  await bed.pool.query('delete from notifications.messages where id = $1', [id]);
});

test('a carrier without a price is free', async () => {
  const id = await queued();
  await take(id, 1, 'smtp');
  assert.equal(await costOf(id), 0);
});

test('the view for indicators adds up messages, segments and money, and names nobody', async () => {
  const { rows, fields } = await bed.pool.query<Record<string, unknown>>(
    'select * from notifications.public_message_days where agency_id = $1 and carrier = $2',
    [agencyId, 'smpp'],
  );
  assert.equal(rows.length, 1);
  const { messages, segments, charged_segments: charged, cost_mxn_e4: cost, service, template } = rows[0] ?? {};
  assert.deepEqual([messages, Number(segments), Number(charged), Number(cost)], [1, 3, 5, 5475]);
  assert.deepEqual([service, template], ['certificado-gravamenes', 'aceptado']);
  assert.ok(fields.every(({ name }) => !/address|body|person/.test(name)));
});
