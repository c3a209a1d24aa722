import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A fresh folder under the system's temporary folder, removed when the file ends: a program that stops in a hook of its own
 * may still write in it after a hook of this one.
 */
export function useTempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
