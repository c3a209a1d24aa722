import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadConfig } from '#platform/config.ts';
import { nameServerMissing, startBind9 } from '#test/peers/bind9.ts';
import { dnsRecords, zoneLine } from '../mail.ts';
import { lineOf } from './finding.ts';
import { lookAtMailDns, type Names } from './mail-dns.ts';

const unnamed = nameServerMissing();
// On the terminal too: a test that is left out must not look like one that passed.
if (unnamed) process.stderr.write(`${unnamed}\n`);

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-mail-dns-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const configured = (more: Record<string, string> = {}) =>
  loadConfig({
    DATA_DIR: folder,
    MODE: 'production',
    MAIL_FROM: 'IFREM <avisos@avisos.ifrem.example>',
    SMTP_URL: 'smtp://mx.ifrem.example',
    DKIM_SELECTOR: '2026a',
    RETURN_MAIL_DOMAIN: 'rebotes.ifrem.example',
    RETURN_MAIL_PORT: '2525',
    ...more,
  });
const config = configured();

const KEY = '2026a._domainkey.avisos.ifrem.example';
const POLICY = '_dmarc.avisos.ifrem.example';
const BACK = 'rebotes.ifrem.example';
const printed = dnsRecords(config);
const ownKey = printed.find(({ name }) => name === KEY)?.text ?? '';
const WELL = { [KEY]: [ownKey], [BACK]: ['v=spf1 a:mx.ifrem.example -all'], [POLICY]: ['v=DMARC1; p=reject'] };

function namesOf(texts: Readonly<Record<string, readonly string[]>>, mx = true): Names {
  const absent = (code: string): never => {
    throw Object.assign(new Error(code), { code });
  };
  return {
    // In pieces, as a key has to be.
    resolveTxt: async (name: string) =>
      (texts[name] ?? absent('ENOTFOUND')).map((text) => text.match(/.{1,90}/g) ?? []),
    resolveMx: async () => (mx ? [{ priority: 10, exchange: 'mx.ifrem.example' }] : absent('ENODATA')),
  };
}

async function said(texts: Readonly<Record<string, readonly string[]>>, given = config, mx = true): Promise<string> {
  return (await lookAtMailDns(given, namesOf(texts, mx))).map(lineOf).join('');
}

test('with everything published there is nothing to mend', async () => {
  const lines = await said(WELL);
  assert.doesNotMatch(lines, /FAIL|note/);
  assert.equal(lines.split('\n').filter((line) => line.startsWith('ok')).length, 4, lines);
});

test('with nothing published each record is printed as it must be added', async () => {
  const lines = await said({}, config, false);
  assert.match(
    lines,
    /FAIL mail DNS: no DKIM key at 2026a\S+\n +Add to the DNS:\n +2026a\S+\. IN TXT "v=DKIM1; k=rsa; p=/,
  );
  assert.match(lines, /FAIL mail DNS: no SPF record at rebotes\.ifrem\.example\n.*\n +\S+ IN TXT "v=spf1 a:mx/);
  assert.match(lines, /FAIL mail DNS: no DMARC policy at _dmarc\.avisos\S+\n.*\n +\S+ IN TXT "v=DMARC1; p=none/);
  assert.match(lines, /FAIL mail DNS: no way back \(MX\) at rebotes\.ifrem\.example\n.*\n +\S+ IN MX 10 /);
});

test("another installation's key, a withdrawn one and two at once are told apart", async () => {
  assert.match(
    await said({ ...WELL, [KEY]: [ownKey.replace(/.{8}$/, 'AAAAAAAA')] }),
    /FAIL .* is not the one that signs here/,
  );
  assert.match(await said({ ...WELL, [KEY]: ['v=DKIM1; p='] }), /FAIL .* was withdrawn/);
  assert.match(await said({ ...WELL, [KEY]: [ownKey, 'v=DKIM1; p=abc'] }), /FAIL .*: 2 keys under one name/);
  // Without its version, with blanks in the key, and beside a text that is none: still ours.
  const loose = ownKey.replace('v=DKIM1; ', '').replace(/(?<=p=.{20})/, ' ');
  assert.match(await said({ ...WELL, [KEY]: ['some verification', loose] }), /ok {3}mail DNS: DKIM key at \S+ is ours/);
});

test('an SPF record that counts for nothing is a fault, one that is vague a note', async () => {
  const spf = (...texts: string[]) => said({ ...WELL, [BACK]: texts });
  assert.match(await spf('google-site-verification=x'), /FAIL mail DNS: no SPF record/);
  assert.match(await spf('v=spf1 a -all', 'v=spf1 mx -all'), /FAIL mail DNS: SPF at \S+: 2 records\n.*make them one/);
  assert.match(await spf('v=spf1 +all'), /FAIL .* lets every machine send/);
  assert.match(await spf('v=spf1 all'), /FAIL .* lets every machine send/);
  assert.match(await spf('v=spf1 a:mx.ifrem.example ?all'), /note .* does not say who may not send/);
  assert.match(await spf('v=spf1 redirect=_spf.ifrem.example'), /ok {3}mail DNS: SPF/);
});

test('the policy of the domain above counts, and one that no mail of ours passes is a fault', async () => {
  const { [POLICY]: _, ...without } = WELL;
  const above = { ...without, '_dmarc.ifrem.example': ['v=DMARC1; p=reject; sp=quarantine'] };
  assert.match(await said(above), /ok {3}mail DNS: DMARC at _dmarc\.ifrem\.example: p=quarantine/);
  const unsigned = loadConfig({
    DATA_DIR: folder,
    MODE: 'production',
    MAIL_FROM: 'avisos@avisos.ifrem.example',
    SMTP_URL: 'smtp://mx.ifrem.example',
    RETURN_MAIL_DOMAIN: 'rebotes.ifrem.example',
  });
  assert.match(await said(above, unsigned), /note mail DNS: mails leave here unsigned(.|\n)*ok {3}mail DNS: DMARC/);
  assert.match(
    await said(WELL, unsigned),
    /FAIL mail DNS: DMARC at \S+: no mail of ours passes it\n +Set DKIM_SELECTOR, or RETURN/,
  );
  assert.match(
    await said({ ...WELL, [POLICY]: ['v=DMARC1; p=none'] }),
    /note mail DNS: DMARC at \S+: p=none\n +Others may use/,
  );
  assert.match(await said({ ...WELL, [POLICY]: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }), /FAIL .*: 2 records/);
});

test('a name server that does not answer is a note, a look makes no key, and the demonstration is not looked at', async () => {
  const away = async (): Promise<never> => {
    throw Object.assign(new Error('away'), { code: 'ETIMEOUT' });
  };
  const found = (await lookAtMailDns(config, { resolveTxt: away, resolveMx: away })).map(lineOf).join('');
  assert.match(
    found,
    /^note mail DNS: could not be asked \(ETIMEOUT\)\n +Ask another name server: ventanilla doctor --dns/,
  );
  const before = readdirSync(folder);
  const keyless = configured({ DKIM_KEY_FILE: join(folder, 'other.pem') });
  assert.match(
    await said(WELL, keyless),
    /FAIL mail DNS: there is no key \S+other\.pem yet\n +Run: ventanilla mail dns/,
  );
  assert.deepEqual(readdirSync(folder), before);
  assert.equal(await said({}, configured({ MODE: 'demo' })), '');
});

test(
  'the records as they are printed, in a real bind9, leave nothing to mend; without them all is',
  { skip: unnamed ?? false },
  async (t) => {
    const lines = printed.map((record) => zoneLine(record).replace(/THE-MACHINE\S+/, 'mx.ifrem.example.'));
    const full = await startBind9(lines);
    t.after(() => full.close());
    const states = async (names: Names) => (await lookAtMailDns(config, names)).map(({ state }) => state);
    // A policy of none is how one begins.
    assert.deepEqual(await states(full.resolver), ['ok', 'ok', 'note', 'ok']);
    const empty = await startBind9([]);
    t.after(() => empty.close());
    assert.deepEqual(await states(empty.resolver), ['fail', 'fail', 'fail', 'fail']);
  },
);
