import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { FileMissing, type Files, type StoredFile } from './files.ts';

const ADDRESS = /^[0-9a-f]{64}$/;

/** Files in a folder: `ab/cd/abcd…`. A file appears under its name only when whole and on disk. */
export class LocalFiles implements Files {
  readonly #folder: string;

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
      await handle.close();
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
