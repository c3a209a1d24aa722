import type { Part } from '../finding.ts';
import { brokenProgram, runProgram } from './program.ts';

/** oxfmt (`.oxfmtrc.json`). */
export const format: Part = {
  name: 'format',
  async run(root) {
    const output = await runProgram(root, 'oxfmt', ['--check', 'src', 'test', 'tools']);
    const files = [...output.stdout.matchAll(/^(\S+) \(\d+m?s\)$/gm)].map((match) => match[1] ?? '');
    const count = /on (\d+) files?/.exec(output.stdout)?.[1];
    const findings = files.map((file) => ({
      file,
      line: 0,
      rule: 'oxfmt',
      message: 'is not formatted',
      cure: `npm run format ${file}`,
    }));
    if ((output.status !== 0 && findings.length === 0) || count === undefined) {
      return { findings: [brokenProgram('oxfmt', output)], scope: '' };
    }
    return { findings, scope: `${count} files` };
  },
};
