import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { FileMissing, type Files, type StoredFile } from './files.ts';

const ADDRESS = /^[0-9a-f]{64}$/;
/** No file takes a day to be brought: what is older was cut off by a program that died. */
const LEFT_AFTER_MS = 24 * 3_600_000;

/** Files in a folder: `ab/cd/abcd…`. A file appears under its name only when whole and on disk. */
export class LocalFiles implements Files {
  readonly #folder: string;
  #swept = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(content: Uint8Array | Readable): Promise<StoredFile> {
    const drafts = join(this.#folder, 'drafts');
    await mkdir(drafts, { recursive: true });
    const draft = join(drafts, randomBytes(12).toString('hex'));
    const handle = await open(draft, 'wx', 0o640);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of content instanceof Readable ? content : [content]) {
        const part = chunk as Uint8Array;
        hash.update(part);
        bytes += part.byteLength;
        await handle.writeFile(part);
      }
      await handle.sync();
      const { mtimeMs } = await handle.stat();
      await handle.close();
      if (!this.#swept) await removeLeft(drafts, mtimeMs - LEFT_AFTER_MS);
      this.#swept = true;
      const sha256 = hash.digest('hex');
      const place = this.#place(sha256);
      await mkdir(dirname(place), { recursive: true });
      await rename(draft, place);
      await syncFolder(dirname(place));
      return { sha256, bytes };
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(draft, { force: true });
      throw error;
    }
  }

  async open(sha256: string): Promise<Readable> {
    if (!(await this.has(sha256))) throw new FileMissing(sha256);
    return createReadStream(this.#place(sha256));
  }

  async read(sha256: string): Promise<Uint8Array> {
    if (!(await this.has(sha256))) throw new FileMissing(sha256);
    return readFile(this.#place(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    return existsSync(this.#place(sha256));
  }

  async *list(): AsyncIterable<string> {
    const entries = await readdir(this.#folder, { recursive: true }).catch(() => []);
    for (const entry of entries) {
      const name = entry.split('/').at(-1) ?? '';
      if (ADDRESS.test(name)) yield name;
    }
  }

  #place(sha256: string): string {
    if (!ADDRESS.test(sha256)) throw new FileMissing(sha256);
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

/** Without this a power cut could forget the name of a file whose bytes are on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Removes drafts last written before this time of the file system: they hold what a person sent, and nobody finds them. */
async function removeLeft(drafts: string, before: number): Promise<void> {
  for (const name of await readdir(drafts)) {
    const draft = join(drafts, name);
    // Another process may have finished it, or swept, in this moment.
    const found = await stat(draft).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(draft, { force: true }).catch(() => undefined);
  }
}
