import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config.ts';

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

/**
 * Reads the key file; makes one with fresh random keys (mode 0600) when there is none. The same on every node.
 * Error: `ConfigError` when the file is damaged or may not be read.
 */
export function loadKeys(file: string): KeyRing {
  if (!existsSync(file)) createKeys(file);
  const parsed = schema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    `The key file ${file} is damaged: ${z.prettifyError(parsed.error)}. Put it back from your copy; a new one would not ` +
      `open what the old one sealed.`,
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new ConfigError(`The key file ${file} cannot be read: ${(error as Error).message}.`);
  }
}

function createKeys(file: string): void {
  const fresh = () => randomBytes(32).toString('base64');
  const ring: KeyRing = {
    form: fresh(),
    fields: { current: 'k1', keys: { k1: fresh() }, index: fresh() },
    audit: fresh(),
  };
  mkdirSync(dirname(file), { recursive: true });
  // Linked when whole: of two nodes that start at once one makes the keys, and neither reads half of them.
  const draft = `${file}.${process.pid}.draft`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(ring, null, 2)}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(descriptor);
    rmSync(draft, { force: true });
  }
}
