import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { smppAccount } from '#modules/notifications/adapters/smpp/account.ts';
import { startSmppSender, type SmppSender } from '#modules/notifications/adapters/smpp/sender.ts';
import type { Receipt } from '#modules/notifications/adapters/port.ts';
import { MESSAGE_DEFAULTS } from '#modules/notifications/adapters/smpp/pdu.ts';
import { startSmppSession } from '#modules/notifications/adapters/smpp/session.ts';
import { until } from '#test/support/until.ts';
import { DEMO_RULES, INSTANT } from './behaviour.ts';
import { startCarrier, type Carrier, type CarrierOptions } from './carrier.ts';

async function pairFor(
  t: TestContext,
  options: Partial<CarrierOptions> = {},
): Promise<{ carrier: Carrier; sender: SmppSender }> {
  const carrier = await startCarrier({ systemId: 'demo', password: 'demo', behaviour: INSTANT, ...options });
  t.after(() => carrier.close());
  const sender = startSmppSender({
    ...smppAccount(carrier.url),
    from: '2222',
    window: 100,
    backoff: { minMs: 20, maxMs: 50 },
  });
  t.after(() => sender.close());
  await sender.ready();
  return { carrier, sender };
}

const sms = (to: string, text = 'Aviso') =>
  ({ channel: 'sms', id: to, to, text, policy: 'fold', reference: 1 }) as const;

test('the last digits of a telephone decide what becomes of its messages', async (t) => {
  const { carrier, sender } = await pairFor(t, { behaviour: { ...INSTANT, rules: DEMO_RULES } });
  const receipts = new Map<string, Receipt>();
  sender.onReceipt((receipt) => void receipts.set(receipt.recipient.slice(-2), receipt));
  for (const ending of ['10', '99', '98', '97', '96', '95', '94']) await sender.send(sms(`+5255500001${ending}`));
  const refused = await sender.send(sms('+525550000100'));
  assert.deepEqual([refused.kind, refused.kind === 'rejected' && refused.code], ['rejected', 'ESME_RINVDSTADR']);
  await until('all receipts', () => receipts.size === 6 && carrier.stats().underWay === 0);
  const fates = Object.fromEntries(
    [...receipts].map(([ending, { fate, reason, permanence }]) => [ending, [fate, reason, permanence]]),
  );
  assert.deepEqual(fates, {
    '10': ['delivered', undefined, undefined],
    '99': ['expired', 'absent', 'temporary'],
    '98': ['failed', 'absent', 'temporary'],
    '97': ['failed', 'unknownRecipient', 'permanent'],
    '96': ['failed', 'full', 'temporary'],
    '95': ['failed', 'refused', 'permanent'],
  });
});

test('a telephone keeps its last messages, and the carrier its last telephones', async (t) => {
  const { carrier, sender } = await pairFor(t, { keepPerNumber: 3, keepNumbers: 5 });
  for (let n = 10; n < 30; n += 1) await sender.send(sms(`+5255500001${n}`));
  for (let n = 0; n < 6; n += 1) await sender.send(sms('+525550000150', `Aviso ${n}`));
  await until('all have arrived', () => carrier.stats().arrived === 26);
  assert.equal(carrier.numbers().length, 5);
  assert.equal(carrier.numbers()[0], '525550000150');
  assert.deepEqual(
    carrier.messages('+525550000150').map(({ text }) => text),
    ['Aviso 3', 'Aviso 4', 'Aviso 5'],
  );
});

test('receipts and texts wait for a client that is away', async (t) => {
  const carrier = await startCarrier({ systemId: 'demo', password: 'demo', behaviour: INSTANT });
  t.after(() => carrier.close());
  // One that only sends: the receipt is due while nobody is there to take it.
  const sending = startSmppSession({ ...smppAccount(carrier.url), bind: 'transmitter' });
  t.after(() => sending.close());
  await sending.ready();
  const message = { ...MESSAGE_DEFAULTS, source: '2222', destination: '525550000110', registeredDelivery: 1 };
  assert.equal((await sending.submit({ ...message, shortMessage: Buffer.from('Aviso') })).kind, 'accepted');
  const written = carrier.sendFrom('+525550000110', 'BAJA');
  await until('both wait', () => carrier.stats().arrived === 1 && carrier.stats().underWay === 2);
  const heard: string[] = [];
  const back = startSmppSender({ ...smppAccount(carrier.url), from: '2222' });
  t.after(() => back.close());
  back.onReceipt(({ fate }) => void heard.push(fate));
  back.onInbound(({ text }) => void heard.push(text));
  assert.equal(await written, true);
  await until('both are heard', () => heard.length === 2);
  assert.deepEqual(heard.toSorted(), ['BAJA', 'delivered']);
});

test('lost receipts and lost answers are lost, and the message arrived all the same', async (t) => {
  const { carrier, sender } = await pairFor(t, { behaviour: { ...INSTANT, loseReceipts: 1 } });
  assert.equal((await sender.send(sms('+525550000110'))).kind, 'accepted');
  await until('it has arrived', () => carrier.stats().arrived === 1 && carrier.stats().underWay === 0);
  assert.deepEqual([carrier.stats().arrived, carrier.stats().receipts], [1, 0]);
});

test('a live page hears each step, and what people see is what was sent', async (t) => {
  const { carrier, sender } = await pairFor(t);
  const steps: string[] = [];
  const stop = carrier.subscribe((event) => steps.push(event.kind));
  await sender.send(sms('+525550000110', '¿Año nuevo? ¡Sí!'));
  await carrier.sendFrom('525550000110', 'GRACIAS, señorita');
  await until('the receipt', () => steps.includes('receipt'));
  stop();
  assert.deepEqual(steps.toSorted(), ['arrived', 'receipt', 'sent', 'taken']);
  assert.deepEqual(
    carrier
      .messages('525550000110')
      .map(({ direction, peer, text }) => `${direction} ${peer} ${text}`)
      .toSorted(),
    ['received 2222 ¿Año nuevo? ¡Si!', 'sent 2222 GRACIAS, señorita'],
  );
});

test('a full queue says so and is emptied', async (t) => {
  const { carrier, sender } = await pairFor(t, { behaviour: { ...INSTANT, deliveryMs: [1_000, 1_000], maxQueued: 5 } });
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => sender.send(sms(`+52555000011${n}`))));
  assert.ok(outcomes.every(({ kind }) => kind === 'accepted'));
  assert.ok(carrier.stats().throttled > 0);
});
