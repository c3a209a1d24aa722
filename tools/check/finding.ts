/**
 * What every part of the check hands back. A finding names the place, the rule, what is wrong and what to do about it,
 * so that nobody has to look the rule up before mending the line. Each fails the check: a warning that may stay is read by
 * nobody, and hides the next one.
 */
export interface Finding {
  /** Path relative to the repository root, with forward slashes. */
  readonly file: string;
  /** 1-based; 0 means the file as a whole. */
  readonly line: number;
  /** Rule id, such as `boundaries/3` or `TS2322`. */
  readonly rule: string;
  readonly message: string;
  /** What to do; empty when the message already says it. */
  readonly cure: string;
}

export interface PartResult {
  readonly findings: readonly Finding[];
  /** How much was looked at, for the summary line: `212 files`. */
  readonly scope: string;
}

/** One part of the check. `run` takes the absolute path of the repository root. */
export interface Part {
  readonly name: string;
  readonly run: (root: string) => Promise<PartResult>;
}

/** `src/main.ts:12  boundaries/9  message, what to do` */
export function formatFinding(finding: Finding): string {
  const place = finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file;
  return `${place}  ${finding.rule}  ${finding.message}${finding.cure === '' ? '' : `; ${finding.cure}`}`;
}
