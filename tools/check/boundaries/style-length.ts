import type { Rule } from './rule.ts';

const WARN = 400;
const FAIL = 600;
const MEASURED = /^(?:src|test|tools)\/.+\.(?:tsx?|js|sql|css)$/;

export const length: Rule = {
  id: 'style/length',
  text: `No file is longer than ${FAIL} lines; above ${WARN} is a warning.`,
  why: 'A file that fits the eye is read to its end.',
  *check(tree) {
    for (const file of tree.files) {
      if (!MEASURED.test(file.path) || file.lineCount <= WARN) continue;
      const level = file.lineCount > FAIL ? 'error' : 'warning';
      yield { file, message: `${file.lineCount} lines`, cure: 'split it by what its parts do', level };
    }
  },
};
