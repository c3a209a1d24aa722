import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { isLockAwaited } from '#test/support/lock-waits.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { beginSuppression } from './begin-suppression.ts';
import { cancelWaiting } from './cancel.ts';
import { claimMessages } from './claim-messages.ts';
import { LANES } from './messages.ts';
import { queueMessages, type NewMessage } from './queue-messages.ts';

const bed = await useTestBed();
const ctx = bed.system;
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const put = (message: NewMessage) => transact(ctx, (tx) => queueMessages(tx, [message]));

const statusOf = async (id: string): Promise<string | undefined> => {
  const [row] = await ctx.db.sql<{ status: string }>('select status from notifications.messages where id = $1', [id]);
  return row?.status;
};

test('who takes back what a sender is claiming waits for it, without a deadlock, and finds that it has left', async () => {
  const id = newId();
  await put(aMessage(ctx, { id }));
  let tries = 0;
  let taking: Promise<number> | undefined;
  await transact(ctx, async (tx) => {
    tries += 1;
    // The first half of a claim: it has the queue, and not yet the messages.
    await tx.db.sql('select from notifications.queue where message_id = $1 for update', [id]);
    taking = transact(ctx, (other) => {
      tries += 1;
      return cancelWaiting(other, { type: 'procedure', id });
    });
    await until('the other to wait', () => isLockAwaited(ctx.db));
    assert.equal((await claimMessages(tx, 'sms', 10, terms)).length, 1);
  });
  assert.equal(await taking, 0);
  assert.deepEqual([tries, await statusOf(id)], [2, 'sending'], 'each of the two began once');
});

test('a claim passes by what is being taken back', async () => {
  const id = newId();
  await put(aMessage(ctx, { id }));
  await transact(ctx, async (tx) => {
    assert.equal(await cancelWaiting(tx, { type: 'procedure', id }), 1);
    assert.deepEqual(await transact(ctx, (other) => claimMessages(other, 'sms', 10, terms)), []);
  });
  assert.equal(await statusOf(id), 'expired');
});

test('who wants no more notices sees at once that what waits stays here; codes and answers go on', async () => {
  const agencyId = newId();
  const about = { agencyId, address: '+527225556666' };
  const [notice, code, answer, elsewhere] = [newId(), newId(), newId(), newId()];
  await put(aMessage(ctx, { ...about, id: notice }));
  await put(aMessage(ctx, { ...about, id: code, lane: LANES.code, subject: { type: 'verification', id: code } }));
  await put(aMessage(ctx, { ...about, id: answer, subject: { type: 'inbound', id: answer } }));
  await put(aMessage(ctx, { ...about, id: elsewhere, address: '+527225556667' }));
  const wish = { ...about, channel: 'sms', topic: null, reason: 'opt_out', detail: 'sms' } as const;
  assert.equal(await transact(ctx, (tx) => beginSuppression(tx, wish)), true);
  assert.deepEqual(await Promise.all([notice, code, answer, elsewhere].map(statusOf)), [
    'suppressed',
    'queued',
    'queued',
    'queued',
  ]);
  const evidence = await ctx.db.sql<{ kind: string; reason: string }>(
    'select kind, reason from notifications.evidence where message_id = $1 order by at, id',
    [notice],
  );
  assert.deepEqual(evidence.at(-1), { kind: 'suppressed', reason: 'opt_out' });
  assert.equal(await transact(ctx, (tx) => beginSuppression(tx, wish)), false, 'it was so already');
});
