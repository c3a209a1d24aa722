import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import type { EmailMessage, Receipt } from '#modules/notifications/adapters/port.ts';
import { dkimKey, dkimRecord } from '#modules/notifications/adapters/smtp/dkim.ts';
import { MaildirIntake } from '#modules/notifications/adapters/smtp/maildir.ts';
import { startSmtpSender } from '#modules/notifications/adapters/smtp/sender.ts';
import { systemClock } from '#platform/clock.ts';
import { mailServersMissing, startPostfix } from './postfix.ts';

const missing = mailServersMissing();
// On the terminal too: a test that is left out must not look like one that passed.
if (missing) process.stderr.write(`${missing}\n`);

const OURS = 'avisos.example';
const THEIRS = 'correo.example';
const pem = (type: 'rsa' | 'ed25519'): string => {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
};

async function until<T>(what: string, find: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = find();
    if (found !== undefined) return found;
    await pause(50);
  }
  return assert.fail(`waited 20 s in vain: ${what}`);
}

/** Our sender, Debian's postfix and opendkim, and a server of mailboxes behind them. */
async function chain(t: TestContext) {
  const sink = await startMailSink();
  t.after(() => sink.close());
  const keys = [dkimKey(pem('rsa'), OURS, 'r1'), dkimKey(pem('ed25519'), OURS, 'e1')];
  const returnMail = { host: '127.0.0.1', port: 0, domain: OURS };
  const receipts: Receipt[] = [];
  const listener = startSmtpSender({ url: sink.url, returnMail });
  t.after(() => listener.close());
  listener.onReceipt((receipt) => void receipts.push(receipt));
  await listener.ready();
  const postfix = await startPostfix({
    mailboxes: { domain: THEIRS, port: sink.port },
    bounces: { domain: OURS, port: listener.returnMailPort ?? 0 },
    dns: keys.map(dkimRecord),
  });
  t.after(() => postfix.close());
  const sender = startSmtpSender({ url: postfix.url, dkim: keys });
  t.after(() => sender.close());
  await sender.ready();
  const send = (to: string) => sender.send(mailTo(`${to}@${THEIRS}`));
  const reportOn = (id: string, wanted: (receipt: Receipt) => boolean = () => true) =>
    until(`a report on ${id}`, () => receipts.find((one) => one.returnPath === `r-${id}@${OURS}` && wanted(one)));
  return { sink, postfix, send, reportOn };
}

const mailTo = (address: string): EmailMessage => {
  const id = address.split('@', 1)[0] ?? '';
  return {
    channel: 'email',
    id,
    messageId: `<r-${id}@${OURS}>`,
    from: { name: 'Instituto de la Función Registral', address: `avisos@${OURS}` },
    to: { name: 'Ana Ñúñez', address },
    subject: 'Su trámite TOL-2026-000123-K está SUSPENDIDO: falta corregir algo de la señalización',
    text: 'Señora:\n\n. Falta corregir algo.   \n\nRegistro Público\n\n\n',
    html: '<p>Señora:</p>\n<p>. Falta corregir algo.   </p>\n',
    returnPath: `r-${id}@${OURS}`,
    unsubscribe: { url: `https://${OURS}/avisos/baja/${id}` },
  };
};

test(
  'a real opendkim finds both our signatures good, through a real postfix',
  { skip: missing ?? false },
  async (t) => {
    const { sink, send } = await chain(t);
    assert.equal((await send('ana')).kind, 'accepted');
    const mail = await until('the mail', () => sink.mails(`ana@${THEIRS}`)[0]);
    const results = mail.headers.filter(({ name }) => name === 'Authentication-Results').map(({ value }) => value);
    assert.equal(results.length, 1);
    assert.match(results[0] ?? '', /dkim=pass .*header\.d=avisos\.example.*header\.a=rsa-sha256 header\.s=r1/s);
    assert.doesNotMatch(results[0] ?? '', /dkim=(fail|permerror|temperror)/);
  },
);

test('a bounce as postfix writes it says who, why and for good', { skip: missing ?? false }, async (t) => {
  const { send, reportOn } = await chain(t);
  assert.equal((await send('no-existe-1')).kind, 'accepted');
  const unknown = await reportOn('no-existe-1');
  assert.deepEqual(
    [unknown.fate, unknown.final, unknown.permanence, unknown.reason, unknown.code, unknown.recipient],
    ['failed', true, 'permanent', 'unknownRecipient', '5.1.1', `no-existe-1@${THEIRS}`],
  );
  // The original came along, so that even the report alone names it.
  assert.equal(unknown.carrierId, `<r-no-existe-1@${OURS}>`);
  await send('rechaza-1');
  const refused = await reportOn('rechaza-1');
  assert.deepEqual([refused.fate, refused.reason, refused.code], ['failed', 'refused', '5.7.1']);
});

test('a delay as postfix writes it settles nothing', { skip: missing ?? false }, async (t) => {
  const { send, reportOn } = await chain(t);
  await send('llena-1');
  const late = await reportOn('llena-1');
  assert.deepEqual([late.fate, late.final, late.step, late.code], ['inTransit', false, 'delayed', '4.2.2']);
});

test(
  'a report of success, without the original, and one of a relay that reports no further are understood',
  { skip: missing ?? false },
  async (t) => {
    const { postfix, reportOn } = await chain(t);
    const transport = createTransport({ host: '127.0.0.1', port: postfix.port, ignoreTLS: true });
    t.after(() => transport.close());
    await transport.sendMail({
      envelope: { from: `r-bien-1@${OURS}`, to: `bien-1@${THEIRS}` },
      raw: `From: avisos@${OURS}\r\nTo: bien-1@${THEIRS}\r\nSubject: Hola\r\n\r\nHola\r\n`,
      dsn: { id: 'bien-1', return: 'headers', notify: ['success'], recipient: `bien-1@${THEIRS}` },
    });
    const relayed = await reportOn('bien-1');
    assert.deepEqual([relayed.fate, relayed.final, relayed.step], ['inTransit', false, 'relayed']);
  },
);

test('postfix leaves a report in a Maildir, and it is read from there', { skip: missing ?? false }, async (t) => {
  const sink = await startMailSink();
  t.after(() => sink.close());
  const base = mkdtempSync(join(tmpdir(), 'ventanilla-maildir-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const maildir = join(base, 'rebotes');
  mkdirSync(maildir);
  const postfix = await startPostfix({
    mailboxes: { domain: THEIRS, port: sink.port },
    bounces: { domain: OURS, maildir },
    dns: [],
  });
  t.after(() => postfix.close());
  const sender = startSmtpSender({ url: postfix.url });
  t.after(() => sender.close());
  await sender.ready();
  await sender.send(mailTo(`no-existe-carpeta@${THEIRS}`));
  // Postfix makes the folders, as the account that it delivers as.
  await until('a file', () => (existsSync(join(maildir, 'new')) && readdirSync(join(maildir, 'new'))[0]) || undefined);
  const receipts: Receipt[] = [];
  const intake = new MaildirIntake({
    folder: maildir,
    takes: (to) => to.endsWith(`@${OURS}`),
    handlers: {
      onReceipt: async (receipt) => void receipts.push(receipt),
      onComplaint: () => assert.fail('no complaint'),
      onInbound: () => assert.fail('no letter'),
    },
    clock: systemClock,
    log: { warn: (said: unknown) => assert.fail(JSON.stringify(said)) },
  });
  t.after(() => intake.close());
  const { returnPath, fate, code } = await until('the receipt', () => receipts[0]);
  assert.deepEqual([returnPath, fate, code], [`r-no-existe-carpeta@${OURS}`, 'failed', '5.1.1']);
  await until('the file put away', () => readdirSync(join(maildir, 'cur')).find((name) => name.endsWith(':2,S')));
});
