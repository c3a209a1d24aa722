import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_PATH, migrationHashes } from './boundaries/rule-10-commands-events-migrations.ts';
import { readTree } from './source/tree.ts';

/** Notes the hash of every migration; from then on each of them is refused when it changes. Returns how many. */
export function lockMigrations(root: string): number {
  const hashes = migrationHashes(readTree(root));
  writeFileSync(join(root, LOCK_PATH), `${JSON.stringify(hashes, undefined, 2)}\n`);
  return Object.keys(hashes).length;
}
