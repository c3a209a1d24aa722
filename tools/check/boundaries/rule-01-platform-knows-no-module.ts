import { importEdges } from '../source/imports.ts';
import type { Rule } from './rule.ts';

const ABOVE = /^src\/(?:modules\/|demo\/|cli\/|main\.ts|modules\.ts)/;

export const platformKnowsNoModule: Rule = {
  id: 'boundaries/1',
  text: 'platform/** imports no module, and nothing else that stands above it (demo, cli, the composition root).',
  why: 'A platform that knows a module cannot be used by the next one, and the first cycle begins there.',
  *check(tree) {
    for (const { from, offset, target } of importEdges(tree)) {
      if (!from.path.startsWith('src/platform/') || target === undefined || !ABOVE.test(target)) continue;
      yield {
        file: from,
        offset,
        message: `platform imports ${target}`,
        cure: 'declare a port in platform and let the module implement it, or move this file into the module',
      };
    }
  },
};
