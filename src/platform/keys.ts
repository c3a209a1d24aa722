import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64');

const schema = z.object({
  /** Signs form tokens. */
  form: key,
  /** Field encryption: which key seals now, and all that still open. */
  fields: z.object({ current: z.string(), keys: z.record(z.string(), key), index: key }),
  /** Seed of the Ed25519 key that signs the checkpoints of the audit log. */
  audit: key,
});

/** The secrets of an installation. Losing the file makes the sealed personal data unreadable: back it up apart. */
export type KeyRing = z.infer<typeof schema>;

/** Reads the key file; makes one with fresh random keys (mode 0600) when there is none. The same on every node. */
export function loadKeys(file: string): KeyRing {
  if (!existsSync(file)) createKeys(file);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`the key file ${file} is damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function createKeys(file: string): void {
  const fresh = () => randomBytes(32).toString('base64');
  const ring: KeyRing = {
    form: fresh(),
    fields: { current: 'k1', keys: { k1: fresh() }, index: fresh() },
    audit: fresh(),
  };
  mkdirSync(dirname(file), { recursive: true });
  // `wx`: of two nodes that start at once only one may make the keys.
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, `${JSON.stringify(ring, null, 2)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
