import { fromBufferPromise } from 'yauzl';

/** An .xlsx of 20,000 rows unpacks to some 15 MB; whoever reads it holds all of that in memory. */
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

/**
 * True if a ZIP (an .xlsx is one) unpacks within bounds. Every entry is really unpacked and counted, and stopped at the
 * bound: the sizes that the file states about itself are the attacker's own words (ASVS 5.2.3).
 */
export async function unpacksWithin(content: Uint8Array, maxBytes: number = MAX_UNPACKED_BYTES): Promise<boolean> {
  let left = maxBytes;
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    if (zip.entryCount > MAX_ENTRIES) return false;
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) return false;
      for await (const part of await zip.openReadStreamPromise(entry)) {
        left -= (part as Uint8Array).byteLength;
        if (left < 0) return false;
      }
    }
    return true;
  } catch {
    // Damaged, or its sizes do not match: nobody could open it either.
    return false;
  }
}
