import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importEdges } from '../source/imports.ts';
import type { Rule } from './rule.ts';

export const importsResolve: Rule = {
  id: 'boundaries/imports',
  text: 'Every import inside the repository leads to a file.',
  why: 'A path that the check cannot follow is a path that no other rule looks at.',
  *check(tree) {
    for (const { from, offset, target, specifier } of importEdges(tree)) {
      const alias = specifier.startsWith('#') && target === undefined;
      if (!alias && (target === undefined || tree.byPath.has(target) || existsSync(join(tree.root, target)))) continue;
      yield { file: from, offset, message: `${specifier} leads nowhere`, cure: 'correct the path, with its ending' };
    }
  },
};
