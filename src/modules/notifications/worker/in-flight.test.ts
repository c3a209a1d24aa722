import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { claimMessages } from '../store/claim-messages.ts';
import { eraseContents } from '../store/erase.ts';
import { expireOverdue } from '../store/expire-messages.ts';
import { queueMessages, type NewMessage } from '../store/queue-messages.ts';
import { withhold, type ClearMessage } from '../store/withhold.ts';
import { sweep } from './dispatcher.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { clock } = bed.services;
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const ledger = new Ledger(ctx, terms);
const agencyId = newId();

async function queue(extra: Partial<NewMessage> = {}): Promise<string> {
  const id = newId();
  await transact(ctx, (tx) => queueMessages(tx, [aMessage(ctx, { id, agencyId, ...extra })]));
  return id;
}

/** What may leave now. */
const claim = () => transact(ctx, async (tx) => withhold(tx, await claimMessages(tx, 'sms', 100, terms)));
const leaves = async (id: string) => (await claim()).find((message) => message.id === id);

/** In the hands of a sender. */
async function inHand(id: string): Promise<ClearMessage> {
  return (await leaves(id)) ?? assert.fail('it did not leave');
}

const taken = (message: ClearMessage) =>
  ledger.record('norte', message, {
    kind: 'accepted',
    carrierId: message.id,
    parts: [{ kind: 'accepted', part: 1, carrierId: message.id }],
  });

const receipt = (id: string, reason: string) =>
  ledger.receive({
    carrier: 'norte',
    carrierMessageId: id,
    state: 'failed',
    reason,
    passing: reason === 'absent',
    carrierTime: null,
  });

const expire = () => transact(ctx, (tx) => expireOverdue(tx, 500));
const erase = (id: string) => transact(ctx, (tx) => eraseContents(tx, { subject: { type: 'procedure', id } }));

async function fateOf(id: string): Promise<string> {
  const [row] = await ctx.db.sql<{ fate: string }>(
    `select rtrim(m.status || ' ' || (select reason from notifications.evidence e where e.message_id = m.id
       order by at desc, id desc limit 1)) as fate from notifications.messages m where id = $1`,
    [id],
  );
  return row?.fate ?? assert.fail('no message');
}

test('a message that was erased after it left is not tried again, and holds nobody else up', async () => {
  const id = await queue();
  await taken(await inHand(id));
  await erase(id);
  await receipt(id, 'absent');
  assert.equal(await fateOf(id), 'failed absent');
  clock.advance({ minutes: 5 });
  const other = await queue();
  assert.ok(await leaves(other), 'what came after it leaves');
});

test('a message that was erased while nobody knew what became of it stays uncertain', async () => {
  const id = await queue();
  await inHand(id);
  clock.advance({ minutes: 2 });
  await sweep(ctx, terms);
  await erase(id);
  clock.advance({ minutes: 20 });
  await sweep(ctx, terms);
  assert.equal(await fateOf(id), 'uncertain senderStopped');
  assert.ok(await leaves(await queue()));
});

test('what is erased while a sender has it in hand is empty from then on, and is over when the carrier refuses it', async () => {
  const id = await queue();
  const message = await inHand(id);
  assert.equal(await erase(id), 1);
  await ledger.record('norte', message, { kind: 'throttled', code: 'ESME_RTHROTTLED', retryAfterMs: 0, parts: [] });
  assert.equal(await fateOf(id), 'failed ESME_RTHROTTLED');
});

test('what may have arrived is not sent again when it is of no use any more, nor called expired', async () => {
  const soon = { expiresAt: clock.now().add({ minutes: 5 }) };
  const late = await queue(soon);
  await inHand(late);
  clock.advance({ minutes: 2 });
  await sweep(ctx, terms);
  clock.advance({ minutes: 20 });
  await sweep(ctx, terms);
  assert.equal(await fateOf(late), 'uncertain senderStopped');
  const waiting = await queue({ expiresAt: clock.now().add({ minutes: 30 }) });
  await inHand(waiting);
  clock.advance({ minutes: 2 });
  await sweep(ctx, terms);
  clock.advance({ minutes: 20 });
  await sweep(ctx, terms);
  assert.equal(await fateOf(waiting), 'queued noReceipt');
  clock.advance({ minutes: 20 });
  await expire();
  assert.equal(await fateOf(waiting), 'uncertain tooLate');
});

test('what no sender claims, because the month is spent, ends when its time is over', async () => {
  const spent = newId();
  await ctx.db.sql('insert into notifications.spending (agency_id, month, exhausted_at) values ($1, $2, $3)', [
    spent,
    '2026-03-01',
    clock.now(),
  ]);
  const id = await queue({ agencyId: spent });
  clock.advance({ hours: 71 });
  assert.equal(await leaves(id), undefined);
  await expire();
  assert.equal(await fateOf(id), 'queued');
  clock.advance({ hours: 2 });
  await expire();
  assert.equal(await fateOf(id), 'expired tooLate');
});
