import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type ReceiptShape, RECEIPT_SHAPES } from '#demo/carrier/behaviour.ts';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import type { Fate } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { forgetUnknownReceipts } from '../store/other-names.ts';
import { Dispatcher } from './dispatcher.ts';
import { Ledger } from './ledger.ts';
import { smsWayOut } from './sms-way.ts';
import { Ways } from './ways.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { clock } = bed.services;
const agencyId = newId();
const terms = { leaseSeconds: 3_600, uncertainSeconds: 3_600 };
const ledger = new Ledger(ctx, terms);
after(() => ledger.close());

/** A text of three parts to a number; its id. */
async function queue(address: string): Promise<string> {
  const text = { body: 'x'.repeat(400), parts: 3, expiresAt: clock.now().add({ hours: 200 }) };
  const [id = ''] = await transact(ctx, (tx) => queueMessages(tx, [aMessage(tx, { agencyId, address, ...text })]));
  return id;
}

async function fateOf(id: string): Promise<Fate | undefined> {
  const [row] = await ctx.db.sql<{ status: Fate }>('select status from notifications.messages where id = $1', [id]);
  return row?.status;
}

const waysOfTelling: { shape: ReceiptShape; ids: 'same' | 'decimal'; first: boolean }[] = [
  ...RECEIPT_SHAPES.map((shape) => ({ shape, ids: 'same' as const, first: false })),
  { shape: 'text', ids: 'decimal', first: false },
  { shape: 'tlv', ids: 'decimal', first: true },
  { shape: 'ucs2', ids: 'same', first: true },
];

for (const [turn, { shape, ids, first }] of waysOfTelling.entries()) {
  const name = `${shape} receipts with the ${ids === 'same' ? 'same id' : 'id in decimal'}${first ? ', before the answer' : ''}`;
  test(`three parts are delivered by three ${name}, told twice; one that fails is the fate of all`, async () => {
    // Another number each time: three failures end an address.
    const carrier = await startCarrier({
      systemId: 'norte',
      password: 'prueba',
      clock,
      behaviour: {
        deliveryMs: [0, 0],
        receiptMs: [0, 0],
        receiptShape: shape,
        receiptIds: ids,
        receiptFirst: first,
        duplicateReceipts: 1,
      },
      onMessage: () => undefined,
    });
    const way = smsWayOut(
      ctx,
      ledger,
      { name: `norte-${newId()}`, kind: 'smpp', url: carrier.url, window: 10, concatenation: 'sar' },
      { defaultSender: 'AVISOS', hear: async () => undefined },
    );
    const dispatcher = new Dispatcher(ctx, 'sms', new Ways([way]), terms, ledger);
    try {
      const [arrives, refused] = [await queue('+527225551111'), await queue(`+52722555${turn}197`)];
      await until('delivered', async () => (await fateOf(arrives)) === 'delivered');
      const states = await ctx.db.sql<{ state: string }>(
        'select state from notifications.parts where message_id = $1 order by part',
        [arrives],
      );
      assert.deepEqual(
        states,
        Array.from({ length: 3 }, () => ({ state: 'delivered' })),
      );
      await until('failed', async () => (await fateOf(refused)) === 'failed');
      assert.equal(await fateOf(arrives), 'delivered', 'told again, it stays');
    } finally {
      await dispatcher.stop();
      await carrier.close();
    }
  });
}

test('a receipt that nobody knows waits a week for its message, believed by another spelling only for its telephone', async () => {
  const [mine, other] = [await queue('+527225552222'), await queue('+527225553333')];
  await ctx.db.sql(`update notifications.messages set status = 'submitted' where id = any($1)`, [[mine, other]]);
  const told = { state: 'delivered', reason: 'delivered', passing: false, carrierTime: null } as const;
  const names = { ids: ['1a2b'], recipient: '+527225552222' };
  await ledger.receive({ carrier: 'lenta', carrierMessageId: '6699', ...told, otherNames: names });
  clock.advance({ hours: 73 });
  const accepted = (message: string, carrierId: string) =>
    ledger.record(
      'lenta',
      { id: message, agencyId, attempts: 1 },
      { kind: 'accepted', carrierId, parts: [{ kind: 'accepted', carrierId, part: 1, covers: 3 }] },
    );
  await accepted(other, '1a2b');
  assert.equal(await fateOf(other), 'submitted', 'another telephone');
  await ctx.db.sql(`delete from notifications.parts where message_id = $1`, [other]);
  await accepted(mine, '1a2b');
  await until('matched', async () => (await fateOf(mine)) === 'delivered');

  await ledger.receive({ carrier: 'lenta', carrierMessageId: '77', ...told });
  clock.advance({ hours: 24 * 6 });
  assert.equal(await forgetUnknownReceipts(ctx, clock.now().subtract({ hours: 24 * 7 })), 0);
  clock.advance({ hours: 25 });
  assert.equal(await forgetUnknownReceipts(ctx, clock.now().subtract({ hours: 24 * 7 })), 1);
});
