import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { KeyRing } from '../keys.ts';
import type { FieldCrypt } from './field-crypt.ts';
import { drawRandom } from './random.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const secretKey = (base64: string): KeyObject => createSecretKey(base64, 'base64');

/**
 * AES-256-GCM per field (NIST SP 800-38D): `keyId.base64url(nonce | ciphertext | tag)`. The place is bound as associated
 * data, so a value copied to another row or column does not open. The blind index is HMAC-SHA-256 cut to 128 bits.
 */
export class AesFieldCrypt implements FieldCrypt {
  readonly #current: string;
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #indexKey: KeyObject;

  constructor(ring: KeyRing['fields']) {
    this.#current = ring.current;
    this.#keys = new Map(Object.entries(ring.keys).map(([id, key]) => [id, secretKey(key)]));
    this.#indexKey = secretKey(ring.index);
    if (!this.#keys.has(ring.current)) throw new Error(`the key file has no field key ${ring.current}`);
  }

  seal(plain: string, place: string): string {
    const nonce = drawRandom(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.#current), nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.#current}.${sealed.toString('base64url')}`;
  }

  open(sealed: string, place: string): string {
    const dot = sealed.indexOf('.');
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key(sealed.slice(0, dot)), bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  }

  blindIndex(normalised: string, purpose: string): string {
    return createHmac('sha256', this.#indexKey).update(`${purpose}|${normalised}`).digest('hex').slice(0, 32);
  }

  #key(id: string): KeyObject {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`no field key ${id}`);
    return key;
  }
}
