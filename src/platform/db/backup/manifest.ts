import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Changes when a program could no longer read what another wrote. */
const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Manifest = z.object({
  format: z.literal(FORMAT),
  madeAt: z.string(),
  /** Schema and name of every migration that the database had. */
  migrations: z.array(z.string()),
  /** A word sealed with the installation's key: tells whether a key file fits before anything is loaded. */
  keyCheck: z.string(),
  withKeys: z.boolean(),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
      columns: z.array(z.string()),
      rows: z.number().int().min(0),
      /** Of the compressed file. */
      sha256,
    }),
  ),
  /** Addresses of the stored files. */
  files: z.array(sha256),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = 'manifest.json';
export const KEYS = 'keys.json';
export const tableFile = (name: string): string => join('tables', `${name}.jsonl.gz`);
export const storedFile = (address: string): string => join('files', address.slice(0, 2), address);

/** A backup is damaged, or is none: for the terminal. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}

/** Reads the manifest and compares every file of the backup with it. Throws `BackupError` that names the first bad one. */
export async function verifyBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupError(`${folder} is no backup: it has no ${MANIFEST}.`);
  });
  const parsed = Manifest.safeParse(parse(text));
  if (!parsed.success) {
    throw new BackupError(`The ${MANIFEST} of ${folder} cannot be read: it is damaged or of another version.`);
  }
  const manifest = parsed.data;
  for (const table of manifest.tables) {
    await compare(folder, tableFile(table.name), table.sha256);
  }
  for (const address of manifest.files) await compare(folder, storedFile(address), address);
  return manifest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function compare(folder: string, file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  } catch {
    throw new BackupError(`${join(folder, file)} is missing or cannot be read: the backup is not whole.`);
  }
  if (hash.digest('hex') !== expected) {
    throw new BackupError(`${join(folder, file)} is not what was written: the backup is damaged. Use another one.`);
  }
}
