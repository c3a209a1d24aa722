import type { Finding, Part } from '../finding.ts';
import { brokenProgram, runProgram } from './program.ts';

const DIAGNOSTIC = /^(\S[^(\n]*)\((\d+),\d+\): error (TS\d+): (.*(?:\n {2,}.*)*)$/gm;

/** The TypeScript compiler. `--listFiles` proves that it looked at our files and not at none. */
export const types: Part = {
  name: 'types',
  async run(root) {
    const output = await runProgram(root, 'tsc', ['-p', '.', '--pretty', 'false', '--listFiles']);
    const findings: Finding[] = [...output.stdout.matchAll(DIAGNOSTIC)].map(
      ([, file = '', line, rule = '', message = '']) => ({
        file,
        line: Number(line),
        rule,
        message: message.replaceAll(/\s*\n\s*/g, ' / '),
        cure: '',
      }),
    );
    const own = output.stdout
      .split('\n')
      .filter((line) => line.startsWith(`${root}/`) && !line.includes('/node_modules/'));
    if ((output.status !== 0 && findings.length === 0) || own.length === 0) findings.push(brokenProgram('tsc', output));
    return { findings, scope: `${own.length} files` };
  },
};
