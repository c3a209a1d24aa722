import type { Finding, Part } from '../finding.ts';
import { brokenProgram, runProgram } from './program.ts';

interface Issue {
  readonly name: string;
  readonly line?: number;
}

type Report = { readonly issues: readonly ({ readonly file: string } & Record<string, unknown>)[] };

const CURES: Readonly<Record<string, string>> = {
  files: 'remove the file, or use it',
  exports: 'remove the export (or the code), or use it',
  types: 'remove the export, or use it',
  dependencies: 'remove it from package.json',
  devDependencies: 'remove it from package.json',
  unlisted: 'add the package to package.json, exactly pinned',
  unresolved: 'correct the path',
};

/** knip: files, exports and dependencies that nothing uses (`knip.jsonc`). */
export const unused: Part = {
  name: 'unused',
  async run(root) {
    const output = await runProgram(root, 'knip', ['--reporter', 'json', '--no-progress']);
    const report = parse(output.stdout);
    if (report === undefined) return { findings: [brokenProgram('knip', output)], scope: '' };
    const findings = report.issues.flatMap(({ file, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, issues]) => (Array.isArray(issues) ? findingsOf(file, kind, issues) : [])),
    );
    if (output.status !== 0 && findings.length === 0) findings.push(brokenProgram('knip', output));
    return { findings, scope: 'src test tools' };
  },
};

function findingsOf(file: string, kind: string, issues: readonly Issue[]): Finding[] {
  return issues.map(({ name, line = 0 }) => ({
    file,
    line,
    rule: `knip/${kind}`,
    message: kind === 'files' ? 'nothing uses this file' : `${kind}: ${name}`,
    cure: CURES[kind] ?? '',
  }));
}

function parse(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}
