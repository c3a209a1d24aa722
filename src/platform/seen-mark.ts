import { createHash } from 'node:crypto';

/**
 * What somebody has on the screen, as a short word: it goes with the form that decides on it, so that nobody decides on what
 * they did not read. No secret: who forged one would decide on what they know.
 *
 * @param said all that is decided on, in a fixed order.
 */
export function seenMark(said: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16);
}
