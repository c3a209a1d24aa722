import assert from 'node:assert/strict';
import { createPublicKey, createHash, generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import type { EmailMessage } from '../port.ts';
import { composeMail, octetsOf } from './compose.ts';
import { dkimKey, dkimRecord, signMail } from './dkim.ts';

const NOW = Temporal.Instant.from('2026-11-21T16:00:00Z');
const MESSAGE: EmailMessage = {
  channel: 'email',
  id: 'm1',
  messageId: '<m1@avisos.example>',
  from: { name: 'Instituto de la Función Registral', address: 'avisos@avisos.example' },
  to: { name: 'José "Pepe" Ñáñez', address: 'pepe@correo.example' },
  subject: 'Su trámite TOL-2026-000123-K está SUSPENDIDO: falta corregir algo que tiene que ver con la señalización 🏠',
  text: 'Señora: su trámite…\n.\n. con un punto al inicio   \n\tFin = sí\n\n\n',
  html: `<p>${'Señora: su trámite fue suspendido. '.repeat(40)}</p>`,
  unsubscribe: { url: 'https://avisos.example/baja/abc', mailto: 'baja-abc@avisos.example' },
};

const pem = (type: 'rsa' | 'ed25519', modulusLength = 2048): string => {
  const { privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength }) : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
};

test('a composed mail says what it was given, in lines that every server passes on', async () => {
  const octets = octetsOf(composeMail(MESSAGE, NOW));
  const mail = await PostalMime.parse(octets);
  assert.equal(mail.subject, MESSAGE.subject);
  assert.deepEqual(mail.from, { name: MESSAGE.from.name, address: MESSAGE.from.address });
  assert.deepEqual(mail.to, [{ name: MESSAGE.to.name, address: MESSAGE.to.address }]);
  assert.equal(mail.text?.trimEnd(), MESSAGE.text.trimEnd());
  assert.equal(mail.html?.trimEnd(), MESSAGE.html);
  assert.equal(mail.date, '2026-11-21T16:00:00.000Z');
  const lines = octets.toString('latin1').split('\r\n');
  assert.ok(lines.every((line) => line.length <= 200 && /^[\x20-\x7e\t]*$/.test(line)));
});

test('nobody can slip a field into a mail', () => {
  const from = { name: 'Aviso\r\nBcc: todos@correo.example', address: 'avisos@avisos.example' };
  const { fields } = composeMail({ ...MESSAGE, from, subject: 'Hola\r\nBcc: todos@correo.example' }, NOW);
  assert.equal(
    fields.some((field) => /^bcc/im.test(field)),
    false,
  );
  const to = { address: 'ana@correo.example>\r\nRCPT TO:<otro@correo.example' };
  assert.throws(() => composeMail({ ...MESSAGE, to }, NOW), RangeError);
});

for (const type of ['rsa', 'ed25519'] as const) {
  test(`a signature of ${type} holds for the mail as it was written, and for no other`, async () => {
    const key = dkimKey(pem(type), 'avisos.example', 's1');
    const signed = await signMail(composeMail(MESSAGE, NOW), [key], NOW);
    const record = dkimRecord(key);
    assert.equal(record.name, 's1._domainkey.avisos.example');
    assert.equal(holds(octetsOf(signed), record.text), true);
    // A relay may fold anew and change blanks; it may not change words, nor add a second sender.
    const text = octetsOf(signed).toString();
    assert.equal(holds(Buffer.from(text.replace('Subject: ', 'Subject:   ')), record.text), true);
    assert.equal(holds(Buffer.from(text.replace('2026-000123', '2026-000124')), record.text), false);
    assert.equal(
      holds(Buffer.from(text.replace('\r\nTo: ', '\r\nFrom: otro@malo.example\r\nTo: ')), record.text),
      false,
    );
    assert.equal(holds(Buffer.from(text.replace('/baja/abc', '/baja/xyz')), record.text), false);
  });
}

test('two keys sign side by side; a weak key is refused', async () => {
  const keys = [dkimKey(pem('rsa'), 'avisos.example', 'r'), dkimKey(pem('ed25519'), 'avisos.example', 'e')];
  const { fields } = await signMail(composeMail(MESSAGE, NOW), keys, NOW);
  assert.deepEqual(
    fields.slice(0, 2).map((field) => /s=(\w+);/.exec(field)?.[1]),
    ['r', 'e'],
  );
  assert.throws(() => dkimKey(pem('rsa', 1024), 'avisos.example', 'r'), RangeError);
});

/** Verifies by RFC 6376 section 6, written apart from the signer: bottom-most fields first, relaxed on both sides. */
function holds(octets: Buffer, record: string): boolean {
  const raw = octets.toString('utf8');
  const split = raw.indexOf('\r\n\r\n');
  const fields = raw.slice(0, split).split(/\r\n(?![ \t])/);
  const signature = fields.shift() ?? '';
  const tag = (name: string): string =>
    new RegExp(`[;:\\s]${name}=([^;]*)`).exec(signature.replace(/\r\n/g, ''))?.[1]?.replace(/\s/g, '') ?? '';
  const relax = (field: string): string => {
    const [name = '', ...value] = field.split(':');
    return `${name.toLowerCase().trimEnd()}:${value
      .join(':')
      .replace(/\r\n/g, '')
      .replace(/[\t ]+/g, ' ')
      .trim()}`;
  };
  const body = raw
    .slice(split + 4)
    .split('\r\n')
    .map((line) => line.replace(/[\t ]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  if (createHash('sha256').update(body).digest('base64') !== tag('bh')) return false;
  const left = [...fields];
  const covered = tag('h')
    .toLowerCase()
    .split(':')
    .flatMap((name) => {
      const at = left.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`));
      return at < 0 ? [] : left.splice(at, 1).map((field) => `${relax(field)}\r\n`);
    })
    .join('');
  const data = Buffer.from(covered + relax(signature.replace(/b=[^;]*$/, 'b=')));
  const [, type, key = ''] = /k=(\w+); p=(.+)$/.exec(record) ?? [];
  const value = Buffer.from(tag('b'), 'base64');
  const octetsOfKey = Buffer.from(key, 'base64');
  if (type === 'rsa') {
    return verify('sha256', data, createPublicKey({ key: octetsOfKey, format: 'der', type: 'spki' }), value);
  }
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  const publicKey = createPublicKey({ key: Buffer.concat([prefix, octetsOfKey]), format: 'der', type: 'spki' });
  return verify(null, createHash('sha256').update(data).digest(), publicKey, value);
}
