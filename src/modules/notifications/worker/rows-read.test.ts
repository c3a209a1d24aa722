import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { claimMessages } from '../store/claim-messages.ts';
import { putPrice } from '../store/costs.ts';
import { queueMessages } from '../store/messages.ts';
import { NO_SETTINGS } from '../store/settings.ts';
import { withhold } from '../store/withhold.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const agencyId = newId();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const ledger = new Ledger(ctx, terms);
after(() => ledger.close());
const OLD = 60_000;
const NEW = 100;

/** Rows of the messages that sequential scans, and that indexes, have brought so far, in the whole database. */
async function rowsRead(): Promise<{ scanned: number; fetched: number }> {
  await ctx.db.sql('select pg_stat_force_next_flush()', []);
  const [row] = await ctx.db.sql<{ scanned: number; fetched: number }>(
    `select seq_tup_read::int as scanned, idx_tup_fetch::int as fetched from pg_stat_user_tables
     where schemaname = 'notifications' and relname = 'messages'`,
    [],
  );
  return row ?? assert.fail('no statistics');
}

test('sending reads the messages that it sends, however many an agency has sent before: nothing counts them', async (t) => {
  await bed.pool.query(
    `insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
       template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at, lane)
     select gen_random_uuid(), $1, $1, n::text, 'request', $1, null, 'sms', null, '', '', '', 1, 'delivered', now(), now(), now(), 2
     from generate_series(1, ${OLD}) n`,
    [agencyId],
  );
  await bed.pool.query('analyze notifications.messages');
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
  t.diagnostic(`${NEW} sent with ${OLD} there before: ${scanned} rows scanned, ${fetched} fetched by index`);
  assert.equal(scanned, 0, 'no statement reads the whole table');
  assert.ok(fetched < NEW * 40, `${fetched} rows fetched for ${NEW} messages`);
});
