import { importEdges } from '../source/imports.ts';
import { isCompositionRoot, modulePlace } from '../source/places.ts';
import type { Rule } from './rule.ts';

export const webIsPrivate: Rule = {
  id: 'boundaries/7',
  text: "A module's web/ is imported only by its own routes (web/, module.ts) and by src/web.",
  why: 'Commands that know pages cannot serve the API, the assistant or a job.',
  *check(tree) {
    for (const { from, offset, target } of importEdges(tree)) {
      const place = modulePlace(target ?? '');
      if (place === undefined || !place.inside.startsWith('web/')) continue;
      const own = modulePlace(from.path);
      const ownRoutes = own?.module === place.module && /^(?:web\/|module\.ts$)/.test(own.inside);
      const shell = from.path.startsWith('src/web/') || isCompositionRoot(from.path);
      if (ownRoutes || shell || from.path.startsWith('test/')) continue;
      yield {
        file: from,
        offset,
        message: `${target} belongs to the pages of the module ${place.module}`,
        cure: 'move what is shared out of web/ (a text catalogue into texts.ts, a component into src/web/ui)',
      };
    }
  },
};
