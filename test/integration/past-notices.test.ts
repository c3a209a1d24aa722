import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { useDemonstration } from '#test/support/demonstration.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-past-'));
const client = new pg.Client(await useDemonstration(join(folder, 'keys')));
await client.connect();
after(async () => {
  await client.end();
  if (existsSync(folder)) rmSync(folder, { recursive: true });
});

test('the demonstration begins with three months of invented notices whose sums agree everywhere', async () => {
  const { rows: messages } = await client.query(
    `select count(*)::int as all, count(*) filter (where channel = 'sms')::int as sms, sum(cost_mxn_e4)::int as cost,
       bool_and(idempotency_key like 'invented:%' and body_sealed <> '' and address_sealed = '') as marked,
       bool_and(created_at < now() - interval '7 days') as past,
       (avg((status = 'delivered')::int) filter (where channel = 'sms'))::float as delivered
     from notifications.messages`,
  );
  const [{ all, sms, cost, marked, past, delivered }] = messages;
  assert.ok(sms > 400 && all > sms, `${sms} of ${all}`);
  assert.equal(cost, sms * 1070);
  assert.ok(marked && past);
  assert.ok(delivered > 0.9 && delivered < 1, `${delivered}`);
  const { rows: sums } = await client.query(
    `select (select sum(reserved_mxn_e4)::int from notifications.spending) as spent,
       (select sum(messages)::int from notifications.performance_months) as published,
       (select count(*)::int from notifications.public_message_days) > 0 as listed,
       (select count(*)::int from notifications.parts) as parts,
       (select count(*)::int from notifications.messages m where not exists (
         select from notifications.evidence e where e.message_id = m.id)) as unproved`,
  );
  assert.deepEqual(sums, [{ spent: cost, published: all, listed: true, parts: 0, unproved: 0 }]);
});
