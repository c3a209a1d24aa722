import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Tree } from '../source/tree.ts';

/** What a rule complains about, at a character offset of a file; no offset means the file as a whole. */
export interface Violation {
  readonly file: SourceFile;
  readonly offset?: number;
  readonly message: string;
  readonly cure: string;
}

/** One rule of the architecture (ids 1 to 12) or of house style (named ids). */
export interface Rule {
  readonly id: string;
  /** The rule in one sentence. */
  readonly text: string;
  /** Which failure it keeps away. */
  readonly why: string;
  readonly check: (tree: Tree) => Iterable<Violation>;
}

export function toFinding(rule: string, violation: Violation): Finding {
  const { file, offset, message, cure } = violation;
  return { file: file.path, line: offset === undefined ? 0 : file.lineAt(offset), rule, message, cure };
}
