import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startGateway } from '#demo/gateway/gateway.ts';
import { DIALECTS, type DialectName } from '#demo/gateway/dialects.ts';
import type { Receipt, SmsMessage } from '../port.ts';
import { testSenderContract, type ContractTerms, type SenderHarness } from '../port.contract.ts';
import { HTTP_PROFILES } from './profiles.ts';
import { startHttpSender, type HttpSenderOptions } from './sender.ts';

const NUMBERS = { known: '+527222805230', refused: '+527222805203', failsLater: '+527222805201' } as const;
const names = Object.keys(DIALECTS) as DialectName[];

async function startPair(name: DialectName, more: Partial<HttpSenderOptions> = {}) {
  const gateway = await startGateway({ dialect: name });
  const sender = startHttpSender({
    profile: HTTP_PROFILES[name],
    url: gateway.url,
    from: '2222',
    callbacks: { host: '127.0.0.1', port: 0, secret: 'only-the-carrier-knows' },
    responseTimeoutMs: 15_000,
    closeGraceMs: 1000,
    backoff: { minMs: 20, maxMs: 100 },
    ...more,
  });
  return { gateway, sender };
}

let lastMessage = 0;
function sms(text: string, more: Partial<SmsMessage> = {}): SmsMessage {
  lastMessage += 1;
  return { channel: 'sms', id: `m${lastMessage}`, to: NUMBERS.known, text, policy: 'keep', reference: 1, ...more };
}

async function harness(name: DialectName, terms: ContractTerms): Promise<SenderHarness> {
  const { gateway, sender } = await startPair(name, terms);
  const { inboundUrl } = await sender.ready();
  return {
    sender,
    holdsConnection: false,
    refusalCode: /^(400|21211|REJECTED_DESTINATION)$/,
    ready: async () => void (await sender.ready()),
    send: ({ recipient, text, expiresAt }) =>
      sender.send(sms(text, { to: NUMBERS[recipient], ...(expiresAt && { expiresAt }) })),
    arrived: () => gateway.arrived().map(({ text }) => text),
    // Kannel's receipts do not say to whom.
    failingRecipient: name === 'kannel' ? '' : NUMBERS.failsLater,
    failingReason: name === 'kannel' ? 'refused' : 'unknownRecipient',
    peer: {
      refuseForNow: () => gateway.setBehaviour({ refuseWith: 503 }),
      cutAfterTaking: () => gateway.setBehaviour({ dropConnections: 1 }),
      answerSlowly: () => gateway.setBehaviour({ responseMs: 1000 }),
      askForSlower: () => gateway.setBehaviour({ maxPerSecond: 3 }),
      answerNonsense: () => gateway.setBehaviour({ answerNonsense: 1 }),
      repeatReceipts: () => gateway.setBehaviour({ duplicateReceipts: 1 }),
      loseReceipts: () => gateway.setBehaviour({ loseReceipts: 1 }),
      lie: () => gateway.setBehaviour({ lie: 1 }),
      down: () => gateway.down(),
      well: async () => {
        gateway.setBehaviour({ refuseWith: 0, loseReceipts: 0 });
        await gateway.up();
      },
      write: (text) => gateway.sendFrom(NUMBERS.known, text, inboundUrl),
    },
    close: async () => {
      await sender.close();
      await gateway.close();
    },
  };
}

for (const name of names) testSenderContract(`HTTP, ${name}`, (terms) => harness(name, terms));

for (const name of names) {
  test(`HTTP, ${name}: too many requests are throttled, not failed, with the pause that the carrier asks for`, async (t) => {
    const { gateway, sender } = await startPair(name);
    t.after(() => gateway.close());
    t.after(() => sender.close());
    await sender.ready();
    // One for each second of the clock, and nobody knows how many of those the ten requests touch.
    gateway.setBehaviour({ maxPerSecond: 1 });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => sender.send(sms('Aviso'))));
    const throttled = outcomes.filter((outcome) => outcome.kind === 'throttled');
    assert.ok(throttled.length >= 5, `${throttled.length} of 10 throttled`);
    assert.ok(throttled.every(({ retryAfterMs }) => retryAfterMs === 1_000));
    assert.equal(outcomes.filter(({ kind }) => kind === 'accepted').length, 10 - throttled.length);
  });

  test(`HTTP, ${name}: every receipt is told: on its way, then final, repeated and contradicted as the carrier does`, async (t) => {
    const { gateway, sender } = await startPair(name);
    t.after(() => gateway.close());
    t.after(() => sender.close());
    await sender.ready();
    gateway.setBehaviour({ duplicateReceipts: 1, lie: 1 });
    const receipts: Receipt[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    sender.onReceipt((receipt) => {
      receipts.push(receipt);
      if (receipts.length === 4) resolve();
    });
    const outcome = await sender.send(sms('Aviso'));
    await promise;
    assert.ok(outcome.kind === 'accepted');
    assert.ok(receipts.every(({ carrierId }) => carrierId === outcome.carrierId));
    assert.deepEqual(
      receipts.map(({ fate, final }) => `${fate} ${final}`),
      ['inTransit false', 'delivered true', 'delivered true', 'failed true'],
    );
    assert.equal(receipts[3]?.permanence, 'temporary');
  });
}

test('HTTP: the pace of the window is kept, and what waited for a turn still leaves', async (t) => {
  const { gateway, sender } = await startPair('twilio', { window: 2 });
  t.after(() => gateway.close());
  t.after(() => sender.close());
  await sender.ready();
  gateway.setBehaviour({ responseMs: 20 });
  const sending = Promise.all(Array.from({ length: 12 }, () => sender.send(sms('Aviso'))));
  assert.deepEqual([sender.state().inFlight, sender.state().queued], [2, 10]);
  assert.ok((await sending).every(({ kind }) => kind === 'accepted'));
  assert.deepEqual([sender.state().inFlight, sender.state().queued], [0, 0]);
});

test('HTTP: nobody else is heard, and what is no receipt settles nothing', async (t) => {
  const { gateway, sender } = await startPair('infobip');
  t.after(() => gateway.close());
  t.after(() => sender.close());
  const { receiptUrl } = await sender.ready();
  let heard = 0;
  sender.onReceipt(() => void (heard += 1));
  const call = (url: string, body: string) => fetch(url, { method: 'POST', body }).then(({ status }) => status);
  const good = JSON.stringify({ results: [{ messageId: 'x', status: { groupName: 'DELIVERED' } }] });
  assert.equal(await call(receiptUrl.replace('only-the-carrier-knows', 'guessed'), good), 404);
  assert.equal(await call(receiptUrl, '{"results": 7}'), 400);
  assert.equal(await call(receiptUrl, 'no JSON'), 400);
  assert.equal(await call(receiptUrl, JSON.stringify({ results: [{ status: { groupName: 'NEW' } }, {}] })), 204);
  assert.equal(await call(receiptUrl, 'x'.repeat(1_100_000)), 400);
  assert.equal(heard, 0);
  // A name that cannot be written down would make the carrier call again for ever.
  const strange = { results: [{ messageId: 'x\0y', status: { groupName: 'DELIVERED' } }] };
  let named = '';
  sender.onReceipt(({ carrierId }) => void (named = carrierId));
  assert.equal(await call(receiptUrl, JSON.stringify(strange)), 204);
  assert.equal(named, 'x y');
});

test('HTTP, kannel: a text outside the 7-bit alphabet is said to be UCS-2, so that no letter becomes a question mark', async (t) => {
  const { gateway, sender } = await startPair('kannel');
  t.after(() => gateway.close());
  t.after(() => sender.close());
  await sender.ready();
  await sender.send(sms('Su trámite ingresó'));
  await sender.send(sms('Su trámite ingresó', { policy: 'fold' }));
  assert.deepEqual(
    gateway.arrived().map(({ text }) => text),
    ['Su trámite ingresó', 'Su tramite ingreso'],
  );
});

test('HTTP: a character that cannot be written stays here', async (t) => {
  const { gateway, sender } = await startPair('twilio');
  t.after(() => gateway.close());
  t.after(() => sender.close());
  await sender.ready();
  const outcome = await sender.send(sms('Hola 😀', { policy: 'fold' }));
  assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'unsendable']);
  assert.equal(gateway.arrived().length, 0);
});
