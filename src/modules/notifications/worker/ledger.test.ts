import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transact } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { aMessage } from '../a-message.testing.ts';
import { queueMessages } from '../store/messages.ts';
import { noteParts, takeEarlyReceipts } from '../store/receipts.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const ledger = new Ledger(ctx, { leaseSeconds: 60, uncertainSeconds: 600 });
after(() => ledger.close());

test('an answer and a receipt that two nodes write at the same moment find each other', async () => {
  const message = aMessage(ctx);
  const [messageId = ''] = await transact(ctx, (tx) => queueMessages(tx, [message]));
  const part = {
    carrier: 'norte',
    carrierMessageId: '4711',
    agencyId: message.agencyId,
    messageId,
    part: 1,
    covers: 1,
  };
  const fate = async () => {
    const [row] = await ctx.db.sql<{ status: string }>('select status from notifications.messages where id = $1', [
      messageId,
    ]);
    return row?.status;
  };
  await transact(ctx, async (tx) => {
    await noteParts(tx, [part]);
    assert.deepEqual(await takeEarlyReceipts(tx, [part]), []);
    const { carrier, carrierMessageId } = part;
    const told = { state: 'delivered', reason: 'delivered', passing: false, carrierTime: null } as const;
    await ledger.receive({ carrier, carrierMessageId, ...told });
  });
  assert.equal(await fate(), 'queued', 'neither saw the other');
  await ledger.catchUp();
  assert.equal(await fate(), 'delivered');
  const [kept] = await ctx.db.sql<{ count: number }>('select count(*)::int as count from notifications.early_receipts');
  assert.equal(kept?.count, 0, 'the receipt is used up');
});
