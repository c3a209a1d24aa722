import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSTANT, RECEIPT_SHAPES } from '#demo/carrier/behaviour.ts';
import { startCarrier, type CarrierOptions } from '#demo/carrier/carrier.ts';
import { fixedClock } from '#platform/clock.ts';
import { until } from '#test/support/until.ts';
import type { Receipt, SmsMessage } from '../port.ts';
import { testSenderContract, type SenderHarness } from '../port.contract.ts';
import { smppAccount } from './account.ts';
import { startSmppSender, type SmppSender, type SmppSenderOptions } from './sender.ts';

const NUMBERS = { known: '+527222805230', refused: '+527222805203', failsLater: '+527222805201' } as const;
const RULES = [
  { ending: '03', fate: 'invalid' },
  { ending: '01', fate: 'unknown' },
] as const;

async function startPair(more: Partial<SmppSenderOptions> = {}, terms: Partial<CarrierOptions> = {}) {
  const carrier = await startCarrier({
    systemId: 'ifrem',
    password: 'secreto',
    behaviour: { ...INSTANT, rules: RULES },
    ...terms,
  });
  const sender = startSmppSender({
    ...smppAccount(carrier.url),
    from: '2222',
    window: 20,
    responseTimeoutMs: 15_000,
    closeGraceMs: 1000,
    backoff: { minMs: 20, maxMs: 100 },
    ...more,
  });
  return { carrier, sender };
}

let lastMessage = 0;
function sms(text: string, more: Partial<SmsMessage> = {}): SmsMessage {
  lastMessage += 1;
  return {
    channel: 'sms',
    id: `m${lastMessage}`,
    to: NUMBERS.known,
    text,
    policy: 'shift',
    reference: lastMessage,
    ...more,
  };
}

async function harness(more: Partial<SmppSenderOptions> = {}): Promise<SenderHarness> {
  const { carrier, sender } = await startPair(more);
  return {
    sender,
    ready: () => sender.ready(),
    send: ({ recipient, text, expiresAt }) =>
      sender.send(sms(text, { to: NUMBERS[recipient], ...(expiresAt && { expiresAt }) })),
    arrived: () =>
      carrier
        .messages(NUMBERS.known)
        .filter(({ direction }) => direction === 'received')
        .map(({ text }) => text),
    failingRecipient: NUMBERS.failsLater,
    failingReason: 'unknownRecipient',
    refusalCode: /ESME_RINVDSTADR/,
    holdsConnection: true,
    peer: {
      refuseForNow: () => carrier.setBehaviour({ refuseWith: 0x08 }),
      cutAfterTaking: () => carrier.setBehaviour({ dropConnections: 1 }),
      answerSlowly: () => carrier.setBehaviour({ responseMs: [1000, 1000] }),
      askForSlower: () => carrier.setBehaviour({ maxPerSecond: 4 }),
      answerNonsense: () => carrier.setBehaviour({ answerNonsense: 1 }),
      repeatReceipts: () => carrier.setBehaviour({ duplicateReceipts: 1 }),
      loseReceipts: () => carrier.setBehaviour({ loseReceipts: 1 }),
      lie: () => carrier.setBehaviour({ lie: 1 }),
      down: () => carrier.setBehaviour({ down: true }),
      well: () => carrier.setBehaviour({ down: false, refuseWith: 0, loseReceipts: 0 }),
      write: (text) => carrier.sendFrom(NUMBERS.known, text),
    },
    close: async () => {
      await sender.close();
      await carrier.close();
    },
  };
}

testSenderContract('SMPP transceiver', (terms) => harness(terms));
testSenderContract('SMPP transmitter and receiver', (terms) => harness({ ...terms, bind: 'pair' }));

async function receiptsOf(sender: SmppSender, count: number, trigger: () => Promise<unknown>): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  const enough = Promise.withResolvers<void>();
  const stop = sender.onReceipt((receipt) => {
    receipts.push(receipt);
    if (receipts.length >= count) enough.resolve();
  });
  await trigger();
  await enough.promise;
  stop();
  return receipts;
}

const LONG = `${'Su trámite fue SUSPENDIDO. Prevención: '.repeat(9)}€ fin.`;

test('a long message arrives whole by either header and by TLVs, with a receipt for each part', async (t) => {
  for (const concatenation of ['udh16', 'udh8', 'sar'] as const) {
    const { carrier, sender } = await startPair({ concatenation });
    t.after(() => carrier.close());
    t.after(() => sender.close());
    await sender.ready();
    for (const policy of ['shift', 'keep'] as const) {
      const message = sms(LONG, { policy });
      const ids: string[] = [];
      const receipts = await receiptsOf(sender, policy === 'keep' ? 6 : 3, async () => {
        const outcome = await sender.send(message);
        for (const part of outcome.parts) if (part.kind === 'accepted') ids.push(part.carrierId);
      });
      assert.deepEqual(receipts.map(({ carrierId }) => carrierId).toSorted(), ids.toSorted());
      assert.equal(carrier.messages(NUMBERS.known).at(-1)?.text, LONG);
    }
  }
});

test('only the parts that are asked for are sent again, and they complete the message', async (t) => {
  const { carrier, sender } = await startPair();
  t.after(() => carrier.close());
  t.after(() => sender.close());
  await sender.ready();
  const message = sms(LONG);
  const first = await sender.send({ ...message, onlyParts: [1, 3] });
  assert.deepEqual(
    first.parts.map(({ part }) => part),
    [1, 3],
  );
  assert.deepEqual(carrier.messages(NUMBERS.known), []);
  await sender.send({ ...message, onlyParts: [2] });
  await until('the whole message', () => carrier.messages(NUMBERS.known).length > 0);
  assert.deepEqual(
    carrier.messages(NUMBERS.known).map(({ text }) => text),
    [LONG],
  );
});

test('a receipt of any shape names the message, also before the answer, in decimal, and twice', async (t) => {
  const { carrier, sender } = await startPair();
  t.after(() => carrier.close());
  t.after(() => sender.close());
  await sender.ready();
  for (const receiptShape of RECEIPT_SHAPES)
    for (const receiptIds of ['same', 'decimal'] as const)
      for (const receiptFirst of [false, true]) {
        carrier.setBehaviour({ receiptShape, receiptIds, receiptFirst, duplicateReceipts: 1 });
        let accepted = '';
        const receipts = await receiptsOf(sender, 2, async () => {
          const outcome = await sender.send(sms('Aviso'));
          accepted = outcome.kind === 'accepted' ? outcome.carrierId : '';
        });
        for (const receipt of receipts) {
          assert.ok([receipt.carrierId, ...receipt.alternativeIds].includes(accepted), `${receiptShape} ${receiptIds}`);
          assert.deepEqual([receipt.fate, receipt.recipient], ['delivered', NUMBERS.known]);
        }
      }
});

test('a citizen may write more than one part', async (t) => {
  const { carrier, sender } = await startPair();
  t.after(() => carrier.close());
  t.after(() => sender.close());
  await sender.ready();
  const texts: string[] = [];
  sender.onInbound(({ from, to, text }) => void texts.push(`${from}>${to}: ${text}`));
  assert.equal(await carrier.sendFrom(NUMBERS.known, LONG), true);
  assert.deepEqual(texts, [`${NUMBERS.known}>2222: ${LONG}`]);
});

test('what cannot be sent is said, not sent with question marks', async (t) => {
  const { carrier, sender } = await startPair();
  t.after(() => carrier.close());
  t.after(() => sender.close());
  await sender.ready();
  const outcome = await sender.send(sms('Cita 😀', { policy: 'fold' }));
  assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'unsendable']);
  assert.equal(carrier.stats().submitted, 0);
});

test('the carrier gives up a message when it expires', async (t) => {
  const now = Temporal.Now.instant();
  // By its own clock half an hour has passed since then when it comes to the telephone.
  const { carrier, sender } = await startPair({}, { clock: fixedClock(now.add({ hours: 1 })) });
  t.after(() => carrier.close());
  t.after(() => sender.close());
  await sender.ready();
  const expiresAt = now.add({ minutes: 30 });
  const [receipt] = await receiptsOf(sender, 1, () => sender.send(sms('Su cita es hoy', { expiresAt })));
  assert.deepEqual([receipt?.fate, receipt?.permanence], ['expired', 'temporary']);
  assert.deepEqual(carrier.messages(NUMBERS.known), []);
});

test('the address of a carrier says all of the account', () => {
  assert.deepEqual(smppAccount('smpp://ifrem:se%40creto@carrier.example/?bind=pair'), {
    host: 'carrier.example',
    port: 2775,
    systemId: 'ifrem',
    password: 'se@creto',
    bind: 'pair',
  });
  assert.throws(() => smppAccount('http://carrier.example'), TypeError);
});
