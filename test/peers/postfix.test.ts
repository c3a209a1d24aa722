import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import type { EmailMessage, Receipt } from '#modules/notifications/adapters/port.ts';
import { dkimKey, dkimRecord, type DkimKey } from '#modules/notifications/adapters/smtp/dkim.ts';
import { MaildirIntake } from '#modules/notifications/adapters/smtp/maildir.ts';
import { startSmtpSender } from '#modules/notifications/adapters/smtp/sender.ts';
import { systemClock } from '#platform/clock.ts';
import { cleanUp } from '#test/support/clean-up.ts';
import { until } from '#test/support/until.ts';
import { zoneLine } from '../../src/cli/mail.ts';
import { nameServerMissing, startBind9 } from './bind9.ts';
import { startLargeMailbox } from './large-mailbox.ts';
import { mailServersMissing, startPostfix } from './postfix.ts';

const missing = mailServersMissing();
const unnamed = missing ?? nameServerMissing();
// On the terminal too: a test that is left out must not look like one that passed.
for (const line of new Set([missing, unnamed])) if (line) process.stderr.write(`${line}\n`);
const opts = { skip: missing ?? false };

const OURS = 'avisos.example';
const THEIRS = 'correo.example';
/** A domain whose mailboxes verify who writes. */
const LARGE = 'grande.example';
/** A domain of ours whose reports go into a folder. */
const FILED = 'rebotes.avisos.example';
/** Somebody else's domain, whose own SPF lets the same machine send. */
const FOREIGN = 'otra.example';
/** The address that postfix sends from, and the only one that SPF names. */
const SENDS_FROM = '127.0.0.25';

const pem = (type: 'rsa' | 'ed25519'): string => {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
};

/** Our sender, Debian's postfix and opendkim, and behind them a server of mailboxes: one chain for all tests. */
async function startChain() {
  const base = mkdtempSync(join(tmpdir(), 'ventanilla-chain-'));
  const maildir = join(base, 'rebotes');
  mkdirSync(maildir);
  // A certificate that nobody has vouched for yet.
  const tls = { key: join(base, 'key.pem'), certificate: join(base, 'cert.pem') };
  const request = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', tls.key, '-out', tls.certificate];
  execFileSync('openssl', ['req', ...request.split(' '), ...names], { stdio: 'ignore' });
  const keys = [dkimKey(pem('rsa'), OURS, 'r1'), dkimKey(pem('ed25519'), OURS, 'e1')];
  const [sink, large] = [await startMailSink(), await startLargeMailbox()];
  const listener = startSmtpSender({ url: sink.url, returnMail: { host: '127.0.0.1', port: 0, domain: OURS } });
  const receipts: Receipt[] = [];
  listener.onReceipt((receipt) => void receipts.push(receipt));
  await listener.ready();
  const postfix = await startPostfix({
    routes: { [THEIRS]: sink.port, [LARGE]: large.port, [OURS]: listener.returnMailPort ?? 0 },
    maildir: { domain: FILED, folder: maildir },
    dns: keys.map(dkimRecord),
    tls,
    speaksFrom: SENDS_FROM,
  });
  const url = `smtp://localhost:${postfix.port}`;
  const isTrusted = () => setDefaultCACertificates([...getCACertificates(), readFileSync(tls.certificate, 'utf8')]);
  const close = async () => {
    await Promise.all([postfix.close(), listener.close()]);
    await Promise.all([sink.close(), large.close()]);
    rmSync(base, { recursive: true, force: true });
  };
  const reportOn = (id: string, wanted: (receipt: Receipt) => boolean = () => true) =>
    until(`a report on ${id}`, () => receipts.find((one) => one.returnPath === `r-${id}@${OURS}` && wanted(one)));
  return { sink, large, postfix, url, isTrusted, maildir, keys, reportOn, close };
}

const chain = missing === undefined ? await startChain() : undefined;
cleanUp(() => chain?.close());
const running = () => chain ?? assert.fail('left out');

const mailTo = (address: string, back = OURS): EmailMessage => {
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
    returnPath: `r-${id}@${back}`,
    unsubscribe: { url: `https://${OURS}/avisos/baja/${id}` },
  };
};

/** Hands one mail to postfix, signed with these keys. */
async function send(message: EmailMessage, dkim: readonly DkimKey[] = running().keys): Promise<void> {
  const sender = startSmtpSender({ url: running().url, dkim });
  try {
    await sender.ready();
    assert.equal((await sender.send(message)).kind, 'accepted');
  } finally {
    await sender.close();
  }
}

test(
  'a server that offers TLS gets nothing without it, nor with a certificate that nobody vouches for',
  opts,
  async (t) => {
    const { url, isTrusted } = running();
    const sender = startSmtpSender({ url, backoff: { minMs: 20, maxMs: 100 } });
    t.after(() => sender.close());
    await until('its refusal', () => sender.state().reason);
    const outcome = await sender.send(mailTo(`ana@${THEIRS}`));
    assert.deepEqual([outcome.kind, outcome.kind === 'notSent' && outcome.cause], ['notSent', 'notConnected']);
    isTrusted();
    await sender.ready();
  },
);

test('a real opendkim finds both our signatures good, through a real postfix, over TLS', opts, async () => {
  const { sink } = running();
  await send(mailTo(`ana@${THEIRS}`));
  const mail = await until('the mail', () => sink.mails(`ana@${THEIRS}`)[0]);
  const valuesOf = (wanted: string) => mail.headers.filter(({ name }) => name === wanted).map(({ value }) => value);
  const results = valuesOf('Authentication-Results');
  assert.equal(results.length, 1);
  assert.match(results[0] ?? '', /dkim=pass .*header\.d=avisos\.example.*header\.a=rsa-sha256 header\.s=r1/s);
  assert.doesNotMatch(results[0] ?? '', /dkim=(fail|permerror|temperror)/);
  assert.match(valuesOf('Received').join('\n'), /using TLSv1\.3.*with ESMTPS/s);
});

test(
  'DKIM, SPF and DMARC pass as a large mailbox sees them, and each fault that it should see fails',
  { skip: unnamed ?? false },
  async (t) => {
    const { large, keys } = running();
    // What stands under the name of this key is another one.
    const wrong = dkimKey(pem('rsa'), OURS, 'w1');
    const published = [...keys, dkimKey(pem('rsa'), OURS, 'w1')].map(dkimRecord);
    const names = await startBind9([
      ...published.map((record) => zoneLine({ ...record, type: 'TXT' })),
      `smtp.${OURS}. IN A ${SENDS_FROM}`,
      `${OURS}. IN TXT "v=spf1 a:smtp.${OURS} -all"`,
      `${FOREIGN}. IN TXT "v=spf1 ip4:${SENDS_FROM} -all"`,
      `_dmarc.${OURS}. IN TXT "v=DMARC1; p=reject; adkim=s; aspf=r"`,
    ]);
    t.after(() => names.close());
    const verdictOn = async (message: EmailMessage, signedBy: readonly DkimKey[] = keys) => {
      await send(message, signedBy);
      return large.verdictOn(await until('the mail', () => large.findMail(message.to.address)), names.resolver);
    };
    const well = { dkim: ['pass ed25519-sha256 e1', 'pass rsa-sha256 r1'], spf: 'pass', dmarc: 'pass' };
    const aligned = { dkimAligned: OURS, spfAligned: OURS, policy: 'reject' };
    assert.deepEqual(await verdictOn(mailTo(`bien@${LARGE}`)), { ...well, ...aligned });

    assert.deepEqual(
      await verdictOn(mailTo(`otra-llave@${LARGE}`), [wrong]),
      { ...well, dkim: ['fail rsa-sha256 w1'], ...aligned, dkimAligned: undefined },
      'only the return path speaks for it',
    );
    assert.deepEqual(
      await verdictOn(mailTo(`otro-dominio@${LARGE}`, FOREIGN)),
      { ...well, ...aligned, spfAligned: undefined },
      'only the signature speaks for it',
    );
    assert.deepEqual(
      await verdictOn(mailTo(`nada@${LARGE}`, FOREIGN), [wrong]),
      {
        dkim: ['fail rsa-sha256 w1'],
        spf: 'pass',
        dmarc: 'fail',
        dkimAligned: undefined,
        spfAligned: undefined,
        policy: 'reject',
      },
      'a sender that SPF lets through for another domain',
    );

    const mail = await until('the first mail', () => large.findMail(`bien@${LARGE}`));
    const changed = { ...mail, raw: mail.raw.replace('Falta corregir', 'Pague') };
    assert.notEqual(changed.raw, mail.raw);
    const { dkim, dkimAligned } = await large.verdictOn(changed, names.resolver);
    assert.deepEqual([dkim.some((one) => one.startsWith('pass')), dkimAligned], [false, undefined]);
    const added = { ...mail, raw: mail.raw.replace(/^Subject:/m, 'Subject: Pague\r\nSubject:') };
    assert.deepEqual((await large.verdictOn(added, names.resolver)).dkimAligned, undefined, 'a second subject');
    const elsewhere = await large.verdictOn({ ...changed, from: '127.0.0.99' }, names.resolver);
    assert.deepEqual(
      [elsewhere.spf, elsewhere.dmarc],
      ['fail', 'fail'],
      'changed, and from a machine that is not named',
    );
  },
);

test('a bounce as postfix writes it says who, why and for good', opts, async () => {
  const { reportOn } = running();
  await send(mailTo(`no-existe-1@${THEIRS}`));
  const unknown = await reportOn('no-existe-1');
  assert.deepEqual(
    [unknown.fate, unknown.final, unknown.permanence, unknown.reason, unknown.code, unknown.recipient],
    ['failed', true, 'permanent', 'unknownRecipient', '5.1.1', `no-existe-1@${THEIRS}`],
  );
  // The original came along, so that even the report alone names it.
  assert.equal(unknown.carrierId, `<r-no-existe-1@${OURS}>`);
  await send(mailTo(`rechaza-1@${THEIRS}`));
  const refused = await reportOn('rechaza-1');
  assert.deepEqual([refused.fate, refused.reason, refused.code], ['failed', 'refused', '5.7.1']);
});

test('a delay as postfix writes it settles nothing', opts, async () => {
  await send(mailTo(`llena-1@${THEIRS}`));
  const late = await running().reportOn('llena-1');
  assert.deepEqual([late.fate, late.final, late.step, late.code], ['inTransit', false, 'delayed', '4.2.2']);
});

test(
  'a report of success, without the original, and one of a relay that reports no further are understood',
  opts,
  async (t) => {
    const { postfix, reportOn } = running();
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

test('postfix leaves a report in a Maildir, and it is read from there', opts, async (t) => {
  const { maildir } = running();
  await send(mailTo(`no-existe-carpeta@${THEIRS}`, FILED));
  // Postfix makes the folders, as the account that it delivers as.
  await until('a file', () => (existsSync(join(maildir, 'new')) && readdirSync(join(maildir, 'new'))[0]) || undefined);
  const receipts: Receipt[] = [];
  const intake = new MaildirIntake({
    folder: maildir,
    takes: (to) => to.endsWith(`@${FILED}`),
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
  assert.deepEqual([returnPath, fate, code], [`r-no-existe-carpeta@${FILED}`, 'failed', '5.1.1']);
  await until('the file put away', () => readdirSync(join(maildir, 'cur')).find((name) => name.endsWith(':2,S')));
});
