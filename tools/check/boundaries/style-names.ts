import type { Rule } from './rule.ts';

const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'common', 'misc', 'v2']);

export const names: Rule = {
  id: 'style/names',
  text: 'No file or folder is called utils, helpers, manager, common or v2.',
  why: 'Such a name says nothing, so everything ends up behind it.',
  *check(tree) {
    for (const file of tree.files) {
      const word = file.path.split(/[/._-]/).find((part) => EMPTY_WORDS.has(part.toLowerCase()));
      if (word === undefined || file.path.startsWith('docs/')) continue;
      yield {
        file,
        message: `"${word}" says nothing about what is inside`,
        cure: "name it by what it does, in the field's terms",
      };
    }
  },
};
