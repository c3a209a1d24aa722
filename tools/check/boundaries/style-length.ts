import type { Rule } from './rule.ts';

const MOST = 400;
const MEASURED = /^(?:src|test|tools)\/.+\.(?:tsx?|js|sql|css)$/;
/** Written by `npm run db:types`, one file for each schema: as long as its tables are many, and read by nobody from end to end. */
const GENERATED = /^src\/platform\/db\/tables\//;

export const length: Rule = {
  id: 'style/length',
  text: `No file is longer than ${MOST} lines.`,
  why: 'A file that fits the eye is read to its end.',
  *check(tree) {
    for (const file of tree.files) {
      if (!MEASURED.test(file.path) || GENERATED.test(file.path) || file.lineCount <= MOST) continue;
      yield { file, message: `${file.lineCount} lines`, cure: 'split it by what its parts do' };
    }
  },
};
