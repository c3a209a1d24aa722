import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** The hash of a row in the chain: of the hash before it and the row's content (`platform.audit_content`). */
export function linkHash(previous: string, content: string): string {
  return createHash('sha256').update(previous).update('\n').update(content).digest('hex');
}

/** A signed state of the chain: "after `sequence` rows its hash was this". */
export const Checkpoint = z.object({
  sequence: z.coerce.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Instant in ISO 8601. */
  madeAt: z.string(),
  /** Ed25519 (RFC 8032) in base64. */
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** RFC 8410: what stands before the 32 octets of a seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs checkpoints, from the seed in the key file. */
export class CheckpointKey {
  readonly #secret: KeyObject;
  readonly #public: KeyObject;

  constructor(seed: string) {
    const der = Buffer.concat([PKCS8_PREFIX, Buffer.from(seed, 'base64')]);
    this.#secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    this.#public = createPublicKey(this.#secret);
  }

  sign(state: Omit<Checkpoint, 'signature'>): Checkpoint {
    return { ...state, signature: sign(null, textOf(state), this.#secret).toString('base64') };
  }

  /** A signature in base64 over words of the caller's, who sees to it that they cannot be taken for something else. */
  signText(text: string): string {
    return sign(null, Buffer.from(text), this.#secret).toString('base64');
  }

  verifyText(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.#public, Buffer.from(signature, 'base64'));
  }

  /** For whoever verifies without us: SPKI in PEM. */
  get publicKeyPem(): string {
    return this.#public.export({ type: 'spki', format: 'pem' });
  }

  verify(checkpoint: Checkpoint): boolean {
    return verify(null, textOf(checkpoint), this.#public, Buffer.from(checkpoint.signature, 'base64'));
  }
}

const textOf = ({ sequence, hash, madeAt }: Omit<Checkpoint, 'signature'>): Buffer =>
  Buffer.from(`ventanilla audit checkpoint 1\n${sequence}\n${hash}\n${madeAt}`);
