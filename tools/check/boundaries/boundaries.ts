import type { Finding } from '../finding.ts';
import type { Tree } from '../source/tree.ts';
import { toFinding } from './rule.ts';
import { RULES } from './rules.ts';

/** Every violation of every rule, in the order of the files. Files that cannot be parsed are findings themselves. */
export function checkBoundaries(tree: Tree): Finding[] {
  const findings = unreadable(tree);
  for (const rule of RULES) {
    for (const violation of rule.check(tree)) findings.push(toFinding(rule.id, violation));
  }
  return findings.toSorted((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
}

function unreadable(tree: Tree): Finding[] {
  return tree.files.flatMap((file) => {
    const error = file.isScript ? file.syntax.errors[0] : undefined;
    if (error === undefined) return [];
    const offset = error.labels[0]?.start ?? 0;
    return [
      toFinding('boundaries/syntax', { file, offset, message: error.message, cure: 'no rule can read this file' }),
    ];
  });
}
