import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** What comes in a second alone comes late where much else runs; how fast it comes is for the benches to judge. */
const PATIENCE_MS = 60_000;

/**
 * Looks ten times a second until there is something (anything but undefined and false), and gives it.
 *
 * @param what the words of the failure after a minute.
 */
export async function until<T>(
  what: string,
  look: () => T | false | undefined | Promise<T | false | undefined>,
): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) return assert.fail(`waited a minute in vain for: ${what}`);
    await sleep(100);
  }
}
