import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { ComposedMail } from './compose.ts';

/**
 * DKIM signatures (RFC 6376; Ed25519 by RFC 8463), relaxed/relaxed.
 *
 * Library considered: nodemailer's signer reads the private key again for each mail and works through four streams, 1.1 ms
 * of the main thread each; here the main thread hashes and the key works in the thread pool of libuv. It also leaves
 * List-Unsubscribe-Post unsigned, which RFC 8058 section 4 asks for, and knows no Ed25519.
 */
export interface DkimKey {
  /** Domain that answers for the mail: that of From, or DMARC does not count it. */
  readonly domain: string;
  /** The public key stands in the DNS under `SELECTOR._domainkey.DOMAIN`. */
  readonly selector: string;
  readonly privateKey: KeyObject;
}

/** Fields that a signature covers. Those of the second list are named once more, so that nobody can add one. */
const SIGNED = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
];
const SEALED = ['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post'];

/** Reads a private key, RSA of 2048 bits or more, or Ed25519. Error: RangeError for any other. */
export function dkimKey(pem: string, domain: string, selector: string): DkimKey {
  const privateKey = createPrivateKey(pem);
  const { asymmetricKeyType: type, asymmetricKeyDetails } = privateKey;
  if (type !== 'ed25519' && !(type === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)) {
    throw new RangeError('a DKIM key is RSA of 2048 bits or more, or Ed25519');
  }
  return { domain, selector, privateKey };
}

/** What stands in the DNS for a key: name and text of the TXT record. */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): { name: string; text: string } {
  const type = privateKey.asymmetricKeyType;
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  // For Ed25519 the bare 32 octets (RFC 8463 section 4), for RSA the whole SubjectPublicKeyInfo.
  const octets = type === 'ed25519' ? der.subarray(-32) : der;
  return { name: `${selector}._domainkey.${domain}`, text: `v=DKIM1; k=${type}; p=${octets.toString('base64')}` };
}

/** Signs a mail with each key. Returns it with the signatures on top. */
export async function signMail(
  mail: ComposedMail,
  keys: readonly DkimKey[],
  now: Temporal.Instant,
): Promise<ComposedMail> {
  const bodyHash = createHash('sha256').update(relaxBody(mail.body), 'utf8').digest('base64');
  const fields = mail.fields.map((line) => ({ name: nameOf(line), relaxed: relaxField(line) }));
  const present = SIGNED.filter((name) => fields.some((field) => field.name === name));
  const covered = present.map((name) => fields.find((field) => field.name === name)?.relaxed ?? '').join('\r\n');
  const signatures = keys.map(async ({ domain, selector, privateKey }) => {
    const isRsa = privateKey.asymmetricKeyType === 'rsa';
    const unsigned = [
      `DKIM-Signature: v=1; a=${isRsa ? 'rsa' : 'ed25519'}-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};`,
      ` t=${Math.floor(now.epochMilliseconds / 1000)}; bh=${bodyHash};`,
      ` h=${[...present, ...SEALED].join(':').replace(/.{60,70}:/g, '$&\r\n  ')};`,
      ' b=',
    ].join('\r\n');
    const data = Buffer.from(`${covered}\r\n${relaxField(unsigned)}`, 'utf8');
    const signature = await signOffThread(data, privateKey);
    return unsigned + signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n ');
  });
  return { fields: [...(await Promise.all(signatures)), ...mail.fields], body: mail.body };
}

/** With a callback the key works in the thread pool; Ed25519 signs the digest of the data (RFC 8463 section 3). */
function signOffThread(data: Buffer, key: KeyObject): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const done = (error: Error | null, signature: Buffer): void => (error ? reject(error) : resolve(signature));
  if (key.asymmetricKeyType === 'rsa') sign('sha256', data, key, done);
  else sign(undefined, createHash('sha256').update(data).digest(), key, done);
  return promise;
}

const nameOf = (line: string): string => line.slice(0, line.indexOf(':')).trim().toLowerCase();

/** RFC 6376 section 3.4.2. */
const relaxField = (line: string): string => {
  const value = line.slice(line.indexOf(':') + 1).replace(/\r\n(?=[ \t])/g, '');
  return `${nameOf(line)}:${value.replace(/[ \t]+/g, ' ').trim()}`;
};

/** RFC 6376 section 3.4.4. Each row is looked at from its beginning alone: from every place in it, it takes the square of its length. */
function relaxBody(body: string): string {
  const lines = body
    .replace(/(?<![ \t])[ \t]+\r\n/g, '\r\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/(?<!\r\n)(?:\r\n)+$/, '');
  return lines === '' ? '' : `${lines}\r\n`;
}
