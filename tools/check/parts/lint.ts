import type { Finding, Part } from '../finding.ts';
import { brokenProgram, runProgram } from './program.ts';

interface Report {
  readonly number_of_files: number;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code?: string;
    readonly help?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

/** oxlint with the rules that need types (`.oxlintrc.json`). */
export const lint: Part = {
  name: 'lint',
  async run(root) {
    const output = await runProgram(root, 'oxlint', ['--type-aware', '--format=json', 'src', 'test', 'tools']);
    const report = parse(output.stdout);
    if (report === undefined || report.number_of_files === 0)
      return { findings: [brokenProgram('oxlint', output)], scope: '0 files' };
    const findings: Finding[] = report.diagnostics.map(({ message, code, help, filename, labels }) => ({
      file: filename,
      line: labels[0]?.span.line ?? 0,
      rule: code ?? 'oxlint',
      message: message.replaceAll(/\s*\n\s*/g, ' '),
      cure: (help ?? '').replaceAll(/\s*\n\s*/g, ' '),
    }));
    if (output.status !== 0 && findings.length === 0) findings.push(brokenProgram('oxlint', output));
    return { findings, scope: `${report.number_of_files} files` };
  },
};

function parse(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}
