import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { findWanted, hasUnread, readAfter } from '#platform/outbox/store.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { claimMessages } from '../store/claim-messages.ts';
import { putPrice } from '../store/costs.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { NO_SETTINGS } from '../store/settings.ts';
import { withhold } from '../store/withhold.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const agencyId = newId();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const ledger = new Ledger(ctx, terms);
after(() => ledger.close());
const OLD = 5_000;
/** What the planner is told that each table holds. */
const BELIEVED = 50_000_000;
const NEW = 100;
const CONNECTIONS = 3;

/** What grows with every message. */
const GROWING = ['messages', 'parts', 'evidence', 'outbox'];

/** Rows of them that sequential scans have brought so far, and of messages that indexes have, in the whole database. */
async function rowsRead(): Promise<{ scanned: number; fetched: number }> {
  await ctx.db.sql('select pg_stat_force_next_flush()', []);
  const [row] = await ctx.db.sql<{ scanned: number; fetched: number }>(
    `select sum(seq_tup_read)::int as scanned, sum(idx_tup_fetch) filter (where relname = 'messages')::int as fetched
     from pg_stat_user_tables where schemaname in ('notifications', 'platform') and relname = any($1)`,
    [GROWING],
  );
  return row ?? assert.fail('no statistics');
}

/** The plans of all statements that connections of the program have prepared, by name, as they are for whatever values. */
async function plansInUse(): Promise<Map<string, string>> {
  const plans = new Map<string, string>();
  // Transactions that overlap take connections of their own, until every one of the pool had its turn.
  const gate = Promise.withResolvers<void>();
  let open = 0;
  const one = () =>
    ctx.db.transaction(async (db) => {
      const prepared = await db.sql<{ name: string; statement: string }>(
        'select name, statement from pg_prepared_statements where not from_sql',
      );
      for (const { name, statement } of prepared) {
        if (plans.has(name)) continue;
        const lines = await db.sql<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${statement}`);
        plans.set(name, lines.map((line) => line['QUERY PLAN']).join('\n'));
      }
      if (++open === CONNECTIONS) gate.resolve();
      await gate.promise;
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return plans;
}

/** The statements that every message goes through; that others scan nothing either is asserted of all that ran. */
const HOT = [
  'outbox_wanted',
  'outbox_unread',
  'outbox_end',
  'outbox_read',
  'messages_insert',
  'evidence_insert',
  'message_claim_sms',
  'messages_judge',
  'budget_caps',
  'parts_free',
  'parts_insert',
  'messages_charge',
  'early_take',
  'parts_settle',
  'messages_settle',
  'address_failures_forget',
];

test('sending reads the messages that it sends, however many an agency has sent before: nothing counts them', async (t) => {
  await bed.pool.query(
    `set role none;
     insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
       template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at, lane)
     select gen_random_uuid(), '${agencyId}', '${agencyId}', n::text, 'request', '${agencyId}', null, 'sms', null, '', '', '', 1,
       'delivered', now(), now(), now(), 2 from generate_series(1, ${OLD}) n;
     insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, state, taken_at)
     select 'norte', 'old' || idempotency_key, agency_id, id, 1, 'delivered', created_at from notifications.messages;
     insert into notifications.evidence (id, agency_id, message_id, at, kind)
     select gen_random_uuid(), agency_id, id, created_at, 'delivered' from notifications.messages;
     insert into platform.outbox (id, agency_id, entity, name, payload, request_id, occurred_at)
     select gen_random_uuid(), '${agencyId}', 'request:' || n, 'old.v1', '{}', 'old', now() from generate_series(1, ${OLD}) n;
     analyze notifications.messages, notifications.parts, notifications.evidence, platform.outbox;
     select pg_restore_relation_stats('schemaname', n.nspname::text, 'relname', c.relname::text, 'relpages', c.relpages,
       'reltuples', ${BELIEVED}::real)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('notifications', 'platform') and c.relname in (${GROWING.map((name) => `'${name}'`).join(', ')});
     select pg_stat_force_next_flush();
     reset role`,
  );
  await putPrice(ctx, agencyId, {
    carrier: 'norte',
    validFrom: Temporal.PlainDate.from('2026-01-01'),
    partMxnE4: 1070,
  });
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 1_000_000_000 });
  const before = await rowsRead();
  await transact(ctx, (tx) =>
    queueMessages(
      tx,
      Array.from({ length: NEW }, (_, turn) =>
        aMessage(tx, { agencyId, address: `+52722500${String(turn).padStart(4, '0')}` }),
      ),
    ),
  );
  const [last] = await ctx.db.sql<{ xact: string; position: string }>(
    `select o.xact::text as xact, o.position - 10 as position from platform.outbox o
     order by o.xact desc, o.position desc limit 1`,
  );
  // Transactions of other tests on the same server hold events back for as long as they run.
  const { events } = await until('the old events may be read', async () => {
    const read = await readAfter(ctx.db, last ?? assert.fail(), ['old.v1'], NEW);
    return read.end && read;
  });
  assert.equal(events.length, 10);
  assert.deepEqual([...(await findWanted(ctx.db, ['a.new.one'], ctx.clock.now()))], ['a.new.one']);
  assert.ok(await hasUnread(ctx.db, ['a.new.one']));
  const leaving = await transact(ctx, async (tx) => withhold(tx, await claimMessages(tx, 'sms', NEW, terms)));
  assert.equal(leaving.length, NEW);
  await Promise.all(
    leaving.map(async (message) => {
      const part = { kind: 'accepted', carrierId: message.id, part: 1 } as const;
      await ledger.record('norte', message, { kind: 'accepted', carrierId: message.id, parts: [part] });
      const told = { state: 'delivered', reason: 'delivered', passing: false, carrierTime: null } as const;
      await ledger.receive({ carrier: 'norte', carrierMessageId: message.id, ...told });
    }),
  );
  const now = await rowsRead();
  const [scanned, fetched] = [now.scanned - before.scanned, now.fetched - before.fetched];
  t.diagnostic(
    `${NEW} sent with ${BELIEVED} there before, as the planner believes: ${scanned} rows scanned, ${fetched} fetched by index`,
  );
  assert.equal(scanned, 0, 'no statement reads the whole table');
  assert.ok(fetched < NEW * 40, `${fetched} rows fetched for ${NEW} messages`);

  const plans = await plansInUse();
  assert.deepEqual(
    HOT.filter((name) => !plans.has(name)),
    [],
  );
  const scan = new RegExp(`Seq Scan on (${GROWING.join('|')})\\b`);
  assert.deepEqual(
    [...plans].filter(([, plan]) => scan.test(plan)),
    [],
  );
});
