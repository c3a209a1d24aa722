import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { loadNumberPlan } from '../commands/load-number-plan.ts';
import { claimMessages } from './claim-messages.ts';
import { LANES, type Lane } from './messages.ts';
import { queueMessages } from './queue-messages.ts';
import { NO_SETTINGS } from './settings.ts';
import { withhold } from './withhold.ts';

const bed = await useTestBed();
const ctx = bed.system;
const agencyId = newId();
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const LANDLINE = '+527222805230';

async function queue(address: string, lane: Lane = LANES.notice, type = 'request'): Promise<void> {
  const message = aMessage(ctx, { agencyId, lane, subject: { type, id: newId() }, address });
  await transact(ctx, (tx) => queueMessages(tx, [message]));
}

/** The addresses that messages leave to. */
const leave = () =>
  transact(ctx, async (tx) =>
    (await withhold(tx, await claimMessages(tx, 'sms', 100, terms))).map(({ address }) => address),
  );
const reasons = () =>
  ctx.db.sql<{ status: string; reason: string; cost: number }>(
    `select m.status, e.reason, m.cost_mxn_e4::int as cost from notifications.messages m
     join notifications.evidence e on e.message_id = m.id and e.kind = 'suppressed' order by e.at, e.id`,
    [],
  );

test('no SMS is paid for to a landline, not even a code; a number that no plan knows is taken as mobile', async () => {
  await queue(LANDLINE);
  assert.deepEqual(await leave(), [LANDLINE], 'without a plan nobody knows');
  const range = { first: 7_222_805_000, last: 7_222_805_999, kind: 'fixed', operator: 'Centro' } as const;
  await loadNumberPlan(ctx, { agencyId, ranges: [range], source: 'plan.csv' });
  await queue(LANDLINE);
  await queue(LANDLINE, LANES.code, 'verification');
  await queue('+527225000404');
  assert.deepEqual(await leave(), ['+527225000404']);
  const refused = { status: 'suppressed', reason: 'landline', cost: 0 };
  assert.deepEqual(await reasons(), [refused, refused]);
  await loadNumberPlan(ctx, { agencyId, ranges: [], source: 'nuevo.csv' });
  await queue(LANDLINE);
  assert.deepEqual(await leave(), [LANDLINE], 'a new plan takes the place of the one before');
});

test('SMS to other countries leave only where the agency asked for it; who writes from there is answered', async () => {
  await queue('+13125550142');
  await queue('+13125550142', LANES.notice, 'inbound');
  assert.deepEqual(await leave(), ['+13125550142']);
  assert.equal((await reasons()).at(-1)?.reason, 'international');
  await changeSettings(ctx, { ...NO_SETTINGS, agencyId, international: true });
  await queue('+13125550142');
  assert.deepEqual(await leave(), ['+13125550142']);
});
