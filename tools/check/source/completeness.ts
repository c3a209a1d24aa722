import { spawnSync } from 'node:child_process';
import type { Finding } from '../finding.ts';
import { importEdges } from './imports.ts';
import type { Tree } from './tree.ts';

/** The program had more scripts than this when the check was written; fewer means that the check looks elsewhere. */
const FEWEST_SCRIPTS = 200;

/**
 * A check that reads nothing reports success: the most expensive silence there is. So the tree must hold at least a
 * known number of scripts, all that git tracks, and at least one import per two scripts.
 */
export function missingFromTree(tree: Tree, fewest = FEWEST_SCRIPTS): Finding[] {
  const scripts = tree.files.filter((file) => file.isScript);
  const complaints: string[] = [];
  if (scripts.length < fewest)
    complaints.push(`only ${scripts.length} scripts were read, at least ${fewest} are expected`);
  if (importEdges(tree).length * 2 < scripts.length) complaints.push('hardly any import was recognised');
  const unseen = trackedScripts(tree.root).filter((path) => !tree.byPath.has(path));
  if (unseen.length > 0) complaints.push(`${unseen.length} tracked scripts were not read, such as ${unseen[0]}`);
  return complaints.map((message) => ({
    file: 'tools/check/source/tree.ts',
    line: 0,
    rule: 'check/blind',
    message,
    cure: 'the check does not see the program: mend the check before trusting it',
  }));
}

/** Empty outside a git checkout, where only the fixed number guards. Deleted files that are still tracked do not count. */
function trackedScripts(root: string): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--', 'src', 'test', 'tools'], { cwd: root, encoding: 'utf8' });
  const deleted = spawnSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' });
  if (listed.status !== 0 || deleted.status !== 0) return [];
  const gone = new Set(deleted.stdout.split('\0'));
  return listed.stdout.split('\0').filter((path) => /\.(?:tsx?|m?js)$/.test(path) && !gone.has(path));
}
