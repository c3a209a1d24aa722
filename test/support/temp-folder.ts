import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** A fresh folder under the system's temporary folder, removed after the file's tests. */
export function useTempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-test-'));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
