import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { aMessage } from '../a-message.testing.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { findSpending, settleSpending } from '../store/budget.ts';
import { totalsSince } from '../store/carriers.ts';
import { putPrice } from '../store/costs.ts';
import { queueMessages, type NewMessage } from '../store/queue-messages.ts';
import { NO_SETTINGS } from '../store/settings.ts';
import { evidenceOf } from '../queries/evidence.ts';
import { Dispatcher } from './dispatcher.ts';
import { Ledger } from './ledger.ts';
import { smsWayOut } from './sms-way.ts';
import { Ways } from './ways.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { clock } = bed.services;
const agencyId = newId();
const terms = { leaseSeconds: 3_600, uncertainSeconds: 3_600 };
const texts: string[] = [];
const carrier = await startCarrier({
  systemId: 'norte',
  password: 'prueba',
  clock,
  behaviour: { deliveryMs: [0, 0], receiptMs: [0, 0] },
  onMessage: ({ text }) => void texts.push(text),
});
await putPrice(ctx, agencyId, { carrier: 'norte', validFrom: Temporal.PlainDate.from('2026-01-01'), partMxnE4: 1070 });
await changeSettings(ctx, { ...NO_SETTINGS, agencyId, monthlyCapMxnE4: 10_000_000 });
const ledger = new Ledger(ctx, terms);
const way = smsWayOut(
  ctx,
  ledger,
  { name: 'norte', kind: 'smpp', url: carrier.url, window: 10 },
  { defaultSender: 'AVISOS', hear: async () => undefined },
);
const dispatcher = new Dispatcher(ctx, 'sms', new Ways([way]), terms, ledger);

after(async () => {
  await dispatcher.stop();
  await ledger.close();
  await carrier.close();
});

beforeEach(() => {
  texts.length = 0;
});

async function queue(address: string, extra: Partial<NewMessage> = {}): Promise<string> {
  const id = newId();
  const message = aMessage(ctx, { id, agencyId, address, body: `IFREM: listo ${id}`, ...extra });
  await transact(ctx, (tx) => queueMessages(tx, [message]));
  return id;
}

interface Row {
  readonly status: string;
  readonly tries: number;
  readonly next: Temporal.Instant;
  readonly cost: number;
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await ctx.db.sql<Row>(
    `select status, receipt_retries as tries, next_attempt_at as next, cost_mxn_e4::int as cost
     from notifications.messages where id = $1`,
    [id],
  );
  return row ?? assert.fail('no message');
}

const untilRow = (id: string, isSo: (row: Row) => boolean): Promise<Row> =>
  until('the message to come so far', async () => {
    const row = await rowOf(id);
    return isSo(row) && row;
  });

/** The steps of a message, with what each cost and whether the carrier told its own time. */
async function stepsOf(id: string): Promise<string[]> {
  const [row] = await evidenceOf(ctx, { type: 'procedure', id, unitId: newId() });
  assert.match(row?.to ?? '', /^••• ••• \d{4}$/, 'it says which telephone, masked');
  return (row?.events ?? []).map(({ kind, reason, detail }) => {
    const more = kind === 'accepted' ? ` ${detail}` : detail === null ? '' : ' timed';
    return `${kind} ${reason}${more}`.trim();
  });
}

test('a telephone that is off at first gets its notice a minute later, and the timeline shows tries, times and cost', async () => {
  const start = clock.now();
  const id = await queue('+527225550193');
  const waiting = await untilRow(id, ({ status, tries }) => status === 'queued' && tries === 1);
  const pause = waiting.next.since(start).total('seconds');
  assert.ok(pause >= 54 && pause <= 66, `${pause} s`);
  assert.deepEqual(texts, []);
  clock.advance({ seconds: 67 });
  const done = await untilRow(id, ({ status }) => status === 'delivered');
  assert.equal(texts.length, 1);
  assert.equal(done.cost, 2 * 1070);
  assert.deepEqual(await stepsOf(id), [
    'queued',
    'handed_over norte',
    'accepted norte 1070',
    'failed absent 027 timed',
    'retry absent 027',
    'handed_over norte',
    'accepted norte 1070',
    'delivered delivered timed',
  ]);
});

test('a telephone that stays full is tried twice more, and then the notice has failed', async () => {
  const id = await queue('+527225550196');
  await untilRow(id, ({ status, tries }) => status === 'queued' && tries === 1);
  clock.advance({ seconds: 67 });
  const second = await untilRow(id, ({ status, tries }) => status === 'queued' && tries === 2);
  const pause = second.next.since(clock.now()).total('seconds');
  assert.ok(pause >= 540 && pause <= 660, `${pause} s`);
  clock.advance({ seconds: 661 });
  const failed = await untilRow(id, ({ status }) => status === 'failed');
  assert.deepEqual([failed.tries, failed.cost], [2, 3 * 1070]);
  assert.equal((await stepsOf(id)).filter((step) => step.startsWith('accepted')).length, 3);
});

test('nothing is tried again that would come too late, nor for a number that does not exist', async () => {
  const taken = carrier.stats().taken;
  const short = await queue('+527225550198', { expiresAt: clock.now().add({ seconds: 50 }) });
  const unknown = await queue('+527225550197');
  for (const id of [short, unknown]) {
    const { tries } = await untilRow(id, ({ status }) => status === 'failed');
    assert.equal(tries, 0);
  }
  assert.equal(carrier.stats().taken - taken, 2);
});

test('of a long text only the parts that did not arrive go again', async () => {
  const body = 'Su trámite fue suspendido. '.repeat(8).trim();
  const taken = carrier.stats().taken;
  carrier.setBehaviour({ rules: [] });
  const id = await queue('+527225550140', { body, parts: 2 });
  await untilRow(id, ({ status }) => status === 'delivered');
  // As if the receipt of the second part had said that the telephone was off meanwhile.
  await ctx.db.sql(`update notifications.parts set state = 'submitted' where message_id = $1 and part = 2`, [id]);
  await ctx.db.sql(`update notifications.messages set status = 'submitted', settled_at = null where id = $1`, [id]);
  const [part] = await ctx.db.sql<{ name: string }>(
    'select carrier_message_id as name from notifications.parts where message_id = $1 and part = 2',
    [id],
  );
  const told = { state: 'failed', reason: 'absent 027', passing: true, carrierTime: null } as const;
  await ledger.receive({ carrier: 'norte', carrierMessageId: part?.name ?? '', ...told });
  assert.equal((await rowOf(id)).status, 'queued');
  clock.advance({ seconds: 67 });
  const done = await untilRow(id, ({ status }) => status === 'delivered');
  assert.equal(carrier.stats().taken - taken, 3);
  assert.equal(done.cost, 3 * 1070);
});

test('after all of it budget, counts of the carrier and the parts agree', async () => {
  const [parts] = await ctx.db.sql<{ cost: number; taken: number }>(
    `select sum(cost_mxn_e4)::int as cost, sum(charged_parts)::int as taken from notifications.messages where agency_id = $1`,
    [agencyId],
  );
  assert.equal((await findSpending(ctx, agencyId)).reservedMxnE4, parts?.cost);
  await transact(ctx, (tx) => settleSpending(tx, agencyId));
  assert.equal((await findSpending(ctx, agencyId)).reservedMxnE4, parts?.cost);
  const [totals] = await totalsSince(ctx.db, clock.now().subtract({ hours: 24 }));
  assert.equal(totals?.taken, parts?.taken);
  // One part of the long text was told of twice by this test.
  assert.equal((totals?.delivered ?? 0) + (totals?.failed ?? 0), (totals?.taken ?? 0) + 1);
});
