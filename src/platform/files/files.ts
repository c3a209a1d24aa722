import type { Readable } from 'node:stream';

/** Content-addressed store: the name of a file is the SHA-256 of its bytes. One contract test serves every adapter. */
export interface Files {
  /** Stores the bytes durably (temp + fsync + rename) and returns their address. Storing twice stores once. */
  put(content: Uint8Array | Readable): Promise<StoredFile>;
  /** A stream of the bytes. Throws `FileMissing` when there is none. */
  open(sha256: string): Promise<Readable>;
  read(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /** Addresses of all files, for backup. */
  list(): AsyncIterable<string>;
}

export interface StoredFile {
  /** Lower-case hex. */
  sha256: string;
  bytes: number;
}

export class FileMissing extends Error {
  constructor(sha256: string) {
    super(`file ${sha256} is not in the store`);
    this.name = 'FileMissing';
  }
}
