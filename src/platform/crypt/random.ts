import { randomFillSync } from 'node:crypto';

const POOL = Buffer.alloc(8_192);
let used = POOL.length;

/**
 * Octets of the system's generator for nonces and salts, at most 64 at once. Drawn for many uses at a time: one call to the
 * system for each costs more than the encryption that follows.
 */
export function drawRandom(octets: number): Buffer {
  if (octets > 64) throw new RangeError('draw long secrets from node:crypto');
  if (used + octets > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const drawn = Buffer.from(POOL.subarray(used, used + octets));
  // What was given out is kept nowhere else.
  POOL.fill(0, used, used + octets);
  used += octets;
  return drawn;
}
