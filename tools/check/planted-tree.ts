import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTree, type Tree } from './source/tree.ts';

/** Path to content; undefined leaves a file of the base out. */
export type Files = Readonly<Record<string, string | undefined>>;

/** Writes files to a temporary folder, looks at them as the check does, and removes them. For the check's own tests. */
export function inPlantedTree<T>(files: Files, look: (tree: Tree) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'ventanilla-check-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      if (content === undefined) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return look(readTree(root));
  } finally {
    rmSync(root, { recursive: true });
  }
}
