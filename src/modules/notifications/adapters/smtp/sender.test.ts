import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import type { EmailMessage } from '../port.ts';
import { testSenderContract, type ContractTerms, type SenderHarness } from '../port.contract.ts';
import { startSmtpSender, type SmtpSenderOptions } from './sender.ts';

const MAILBOXES = {
  known: 'ana@correo.example',
  refused: 'no-existe@correo.example',
  failsLater: 'rebota@correo.example',
} as const;
const DOMAIN = 'avisos.example';

async function startPair(more: Partial<SmtpSenderOptions> = {}) {
  const sink = await startMailSink({ behaviour: { bounceMs: [0, 0] } });
  const sender = startSmtpSender({
    url: sink.url,
    responseTimeoutMs: 15_000,
    closeGraceMs: 1000,
    backoff: { minMs: 20, maxMs: 100 },
    returnMail: { host: '127.0.0.1', port: 0, domain: DOMAIN },
    ...more,
  });
  await sender.ready();
  sink.bounceTo({ host: '127.0.0.1', port: sender.returnMailPort ?? 0 });
  return { sink, sender };
}

let lastMessage = 0;
function email(text: string, more: Partial<EmailMessage> = {}): EmailMessage {
  lastMessage += 1;
  return {
    channel: 'email',
    id: `m${lastMessage}`,
    messageId: `<m${lastMessage}@${DOMAIN}>`,
    from: { name: 'Registro Público · Edoméx', address: `avisos@${DOMAIN}` },
    to: { name: 'Ana Ñúñez', address: MAILBOXES.known },
    subject: 'Su trámite fue firmado',
    text,
    returnPath: `b+m${lastMessage}@${DOMAIN}`,
    ...more,
  };
}

async function harness(terms: ContractTerms): Promise<SenderHarness> {
  const { sink, sender } = await startPair(terms);
  return {
    sender,
    ready: () => sender.ready(),
    send: ({ recipient, text, expiresAt }) =>
      sender.send(email(text, { to: { address: MAILBOXES[recipient] }, ...(expiresAt && { expiresAt }) })),
    arrived: () => sink.mails(MAILBOXES.known).map(({ text }) => text.trimEnd()),
    failingRecipient: MAILBOXES.failsLater,
    failingReason: 'unknownRecipient',
    refusalCode: /550 5\.1\.1/,
    holdsConnection: false,
    peer: {
      refuseForNow: () => sink.setBehaviour({ maxPerSecond: 0 }),
      cutAfterTaking: () => sink.setBehaviour({ dropConnections: 1 }),
      answerSlowly: () => sink.setBehaviour({ responseMs: [1000, 1000] }),
      askForSlower: () => sink.setBehaviour({ maxPerSecond: 4 }),
      answerNonsense: () => sink.setBehaviour({ answerNonsense: 1 }),
      repeatReceipts: () => sink.setBehaviour({ duplicateReports: 1 }),
      loseReceipts: () => sink.setBehaviour({ loseReports: 1 }),
      lie: () => sink.setBehaviour({ lie: 1 }),
      down: () => sink.setBehaviour({ down: true }),
      well: () => sink.setBehaviour({ down: false, maxPerSecond: Infinity, loseReports: 0 }),
      write: (text) => sink.sendFrom(MAILBOXES.known, `b+m1@${DOMAIN}`, 'Re: Su trámite', text),
    },
    close: async () => {
      await sender.close();
      await sink.close();
    },
  };
}

testSenderContract('SMTP', harness);

test('a mail carries its own id, both texts, its return path and the way to stop it', async (t) => {
  const { sink, sender } = await startPair();
  t.after(() => sink.close());
  t.after(() => sender.close());
  const message = email('Hola', {
    html: '<p>Hola <b>Ana</b></p>',
    unsubscribe: { url: 'https://avisos.example/baja/abc', mailto: `baja+abc@${DOMAIN}` },
    headers: { 'X-Folio': '2026-004512' },
  });
  assert.equal((await sender.send(message)).kind, 'accepted');
  const [mail] = sink.mails(MAILBOXES.known);
  const header = (name: string) => mail?.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  assert.deepEqual(
    [mail?.messageId, mail?.returnPath, mail?.fromName],
    [message.messageId, message.returnPath, 'Registro Público · Edoméx'],
  );
  assert.deepEqual([mail?.text.trimEnd(), mail?.html.trim()], ['Hola', '<p>Hola <b>Ana</b></p>']);
  assert.equal(header('List-Unsubscribe'), `<https://avisos.example/baja/abc>, <mailto:baja+abc@${DOMAIN}>`);
  assert.equal(header('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
  assert.deepEqual([header('Auto-Submitted'), header('X-Folio')], ['auto-generated', '2026-004512']);
});

test('refusals keep their codes: full now, refused by policy for good, greylisted once', async (t) => {
  const { sink, sender } = await startPair();
  t.after(() => sink.close());
  t.after(() => sender.close());
  const to = (address: string) => sender.send(email('Hola', { to: { address } }));
  const codeOf = async (address: string) => {
    const outcome = await to(address);
    return outcome.kind === 'rejected' ? `${outcome.permanence} ${outcome.code}` : outcome.kind;
  };
  assert.equal(await codeOf('llena@correo.example'), 'temporary 452 4.2.2');
  assert.equal(await codeOf('rechaza@correo.example'), 'permanent 554 5.7.1');
  sink.setBehaviour({ greylist: true });
  const message = email('Hola');
  assert.equal((await sender.send(message)).kind, 'rejected');
  assert.equal((await sender.send(message)).kind, 'accepted');
});

test('a delay is told and settles nothing; a full mailbox is no reason to silence an address', async (t) => {
  const { sink, sender } = await startPair();
  t.after(() => sink.close());
  t.after(() => sender.close());
  sink.setBehaviour({
    rules: [
      { prefix: 'tarda', fate: 'delayed' },
      { prefix: 'lleno', fate: 'bouncesFull' },
    ],
  });
  for (const [address, expected] of [
    ['tarda@correo.example', ['inTransit', false, undefined, undefined, '4.4.1']],
    ['lleno@correo.example', ['failed', true, 'temporary', 'full', '4.2.2']],
  ] as const) {
    const { promise, resolve } = Promise.withResolvers<unknown[]>();
    const stop = sender.onReceipt((r) => resolve([r.fate, r.final, r.permanence, r.reason, r.code]));
    await sender.send(email('Hola', { to: { address } }));
    assert.deepEqual(await promise, expected);
    stop();
  }
});

test('mail for other domains is refused: the listener relays for nobody', async (t) => {
  const { sink, sender } = await startPair();
  t.after(() => sink.close());
  t.after(() => sender.close());
  assert.equal(await sink.sendFrom(MAILBOXES.known, 'alguien@otra.example', 'Hola', 'Hola'), false);
});
