import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transact, type Ctx } from '#platform/context.ts';
import { useTestBed } from '#test/support/context.ts';
import { isLockAwaited } from '#test/support/lock-waits.ts';
import { until } from '#test/support/until.ts';
import { spellings } from '../adapters/smpp/receipt.ts';
import { aMessage } from '../a-message.testing.ts';
import { noteCarriers } from '../store/carriers.ts';
import { claimMessages } from '../store/claim-messages.ts';
import { lockWaiting } from '../store/end-waiting.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { noteParts, takeEarlyReceipts } from '../store/receipts.ts';
import { Ledger } from './ledger.ts';

const bed = await useTestBed();
const ctx = bed.system;
const terms = { leaseSeconds: 60, uncertainSeconds: 600 };
const first = new Ledger(ctx, terms);
after(() => first.close());

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
    await first.receive({ carrier, carrierMessageId, ...told });
  });
  assert.equal(await fate(), 'queued', 'neither saw the other');
  await first.catchUp();
  assert.equal(await fate(), 'delivered');
  const [kept] = await ctx.db.sql<{ count: number }>('select count(*)::int as count from notifications.early_receipts');
  assert.equal(kept?.count, 0, 'the receipt is used up');
});

const told = { state: 'delivered', reason: 'delivered', passing: false, carrierTime: null } as const;

/** A carrier, as the ledger hears it. */
function aCarrier(carrier: string, ledger: Ledger = first) {
  const fates = async () => {
    const rows = await ctx.db.sql<{ id: string; state: string }>(
      'select carrier_message_id as id, state from notifications.parts where carrier = $1',
      [carrier],
    );
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  };
  return {
    fates,
    /** It takes a message to this telephone under this id. */
    takes: async (carrierId: string, address: string) => {
      const message = aMessage(ctx, { address });
      const [id = ''] = await transact(ctx, (tx) => queueMessages(tx, [message]));
      await ledger.record(
        carrier,
        { id, agencyId: message.agencyId, attempts: 1 },
        { kind: 'accepted', carrierId, parts: [{ kind: 'accepted', carrierId, part: 1 }] },
      );
    },
    tells: (carrierMessageId: string, recipient: string) =>
      ledger.receive({
        carrier,
        carrierMessageId,
        ...told,
        otherNames: { ids: spellings(carrierMessageId), recipient },
      }),
  };
}
const [ANA, LUZ, EVA] = ['+527225551111', '+527225552222', '+527225553333'] as const;

test("a carrier that answers in hex and writes receipts in decimal is understood where an id is another message's, too", async () => {
  const { takes, tells, fates } = aCarrier('mixta');
  await takes('1f', ANA);
  await takes('a', EVA);
  await takes('10', LUZ);
  await tells('31', ANA);
  assert.deepEqual(await fates(), { '1f': 'delivered', a: 'submitted', '10': 'submitted' }, 'it is known now');
  await tells('10', EVA);
  await tells('10', EVA);
  assert.deepEqual(
    await fates(),
    { '1f': 'delivered', a: 'delivered', '10': 'submitted' },
    'told twice, of one message',
  );
  await tells('16', LUZ);
  // To one telephone, under ids that are each other's spellings.
  await takes('14', ANA);
  await takes('20', ANA);
  await tells('20', ANA);
  assert.deepEqual(await fates(), {
    '1f': 'delivered',
    a: 'delivered',
    '10': 'delivered',
    '14': 'delivered',
    '20': 'submitted',
  });
});

test('its receipts that come before the answer, or again, do not wait for a message that bears their number by chance', async () => {
  const { takes, tells, fates } = aCarrier('mixta-antes');
  await takes('1f', ANA);
  await tells('31', ANA);
  await tells('31', ANA);
  await takes('31', ANA);
  assert.deepEqual(await fates(), { '1f': 'delivered', '31': 'submitted' }, 'the repetition was of the first');
  await takes('26', LUZ);
  await tells('26', EVA);
  await tells('33', EVA);
  await takes('33', LUZ);
  assert.deepEqual(await fates(), { '1f': 'delivered', '31': 'submitted', '26': 'submitted', '33': 'submitted' });
  await takes('1a', EVA);
  await takes('21', EVA);
  const { '1a': second, '21': third, '26': other, '33': last } = await fates();
  assert.deepEqual([second, third, other, last], ['delivered', 'delivered', 'submitted', 'submitted']);
});

test('the reverse is learnt as well, and a carrier that spells alike is believed whatever telephone it writes', async () => {
  const reverse = aCarrier('al-reves');
  await reverse.takes('31', ANA);
  await reverse.takes('16', EVA);
  await reverse.takes('10', LUZ);
  await reverse.tells('1F', ANA);
  await reverse.tells('10', EVA);
  assert.deepEqual(await reverse.fates(), { '31': 'delivered', '16': 'delivered', '10': 'submitted' });
  const plain = aCarrier('llana');
  await plain.takes('10', LUZ);
  await plain.takes('a', LUZ);
  await plain.tells('10', '+5217225552222');
  await plain.tells('10', LUZ);
  assert.deepEqual(
    await plain.fates(),
    { '10': 'delivered', a: 'submitted' },
    'told twice, the other one is not meant',
  );
});

test('a worker that starts knows how the carrier spells, so that not even its first receipt is taken for another message', async () => {
  const name = 'mixta-recordada';
  const sight = { name, channel: 'sms', kind: 'smpp', status: 'ready', reason: '', perSecond: null } as const;
  await noteCarriers(ctx, [sight]);
  const before = aCarrier(name);
  await before.takes('1f', ANA);
  await before.tells('31', ANA);
  const next = new Ledger(ctx, terms);
  const later = aCarrier(name, next);
  await later.takes('a', EVA);
  await later.takes('10', LUZ);
  await later.tells('10', EVA);
  assert.deepEqual(await later.fates(), { '1f': 'delivered', a: 'delivered', '10': 'submitted' });
  await next.close();
});

test('a receipt and a claim that meet at a message block each other for a moment, and nothing is lost', async () => {
  const claim = (tx: Ctx) => claimMessages(tx, 'sms', 500, terms);
  const { takes, tells } = aCarrier('encuentro');
  const address = '+527225557777';
  await takes('e1', address);
  const [row] = await ctx.db.sql<{ id: string }>(
    `select message_id as id from notifications.parts where carrier = 'encuentro'`,
  );
  const id = row?.id ?? assert.fail('no part');
  // It is to be tried again, and its late receipt comes as a sender claims it.
  await ctx.db.sql(`update notifications.messages set status = 'queued', next_attempt_at = $2 where id = $1`, [
    id,
    ctx.clock.now(),
  ]);
  let telling: Promise<void> | undefined;
  await transact(ctx, async (tx) => {
    await lockWaiting(tx, [id]);
    telling ??= tells('e1', address);
    // The receipt has the message and waits for the queue; the claim has the queue and asks for the message.
    await until('the receipt to wait', () => isLockAwaited(ctx.db));
    await claim(tx);
  });
  await telling;
  const [ended] = await ctx.db.sql<{ status: string; queued: boolean }>(
    `select status, exists (select from notifications.queue where message_id = id) as queued from notifications.messages where id = $1`,
    [id],
  );
  assert.deepEqual(ended, { status: 'delivered', queued: false });
});
