import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { loadConfig } from '#platform/config.ts';
import { dnsRecords } from './mail.ts';

function configFor(t: TestContext, more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-mail-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const given = { DATA_DIR: folder, MAIL_FROM: 'IFREM <avisos@ifrem.example>', SMTP_URL: 'smtp://mx.ifrem.example' };
  return loadConfig({ ...given, ...more });
}

test('the records name the domains, the server and a key that is made once and kept to ourselves', (t) => {
  const config = configFor(t, { DKIM_SELECTOR: '2026a', RETURN_MAIL_DOMAIN: 'rebotes.ifrem.example' });
  const records = dnsRecords(config);
  assert.deepEqual(
    records.map(({ name, type }) => `${name} ${type}`),
    [
      '2026a._domainkey.ifrem.example TXT',
      'rebotes.ifrem.example TXT',
      '_dmarc.ifrem.example TXT',
      'rebotes.ifrem.example MX',
    ],
  );
  assert.match(records[0]?.text ?? '', /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{300,}=*$/);
  assert.equal(records[1]?.text, 'v=spf1 a:mx.ifrem.example -all');
  assert.equal(dnsRecords(config)[0]?.text, records[0]?.text);
  assert.match(readFileSync(config.dkimKeyFile, 'utf8'), /BEGIN PRIVATE KEY/);
  assert.equal(statSync(config.dkimKeyFile).mode & 0o777, 0o600);
});

test('without a selector nothing is signed and no key is asked for', (t) => {
  const records = dnsRecords(configFor(t));
  assert.equal(
    records.some(({ name }) => name.includes('_domainkey')),
    false,
  );
});
