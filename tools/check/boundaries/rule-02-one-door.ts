import { importEdges } from '../source/imports.ts';
import { isCompositionRoot, modulePlace } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Rule } from './rule.ts';

const DOOR = new Set(['index.ts', 'events.ts']);
/** The demo, the command line and tests fill a database: the seeds and factories of a module are open to them. */
const SEED = /^(?:seed\/|seed\.ts$|factories\.ts$)/;
const SEEDERS = /^src\/(?:demo|cli)\//;
/** A demo twin of an adapter speaks the adapter's protocol: it may use the same codec. */
const PROTOCOL = /^(?:adapters|domain)\//;
const DEMO = /^src\/demo\//;
/** What a module hands to the composition root. */
const DEFINITION = 'module.ts';

export const oneDoor: Rule = {
  id: 'boundaries/2',
  text: 'A module is imported from outside only through its index.ts or events.ts.',
  why: 'What stands behind the door can change without asking anybody.',
  *check(tree) {
    for (const { from, offset, target } of importEdges(tree)) {
      const place = modulePlace(target ?? '');
      // A module's web folder has a rule of its own (7).
      if (place === undefined || place.inside.startsWith('web/') || mayEnter(from, place.module, place.inside))
        continue;
      yield {
        file: from,
        offset,
        message: `${target} is private to the module ${place.module}`,
        cure: `import from #modules/${place.module}/index.ts (or events.ts), and export there what others may use`,
      };
    }
  },
};

function mayEnter(from: SourceFile, module: string, inside: string): boolean {
  if (DOOR.has(inside) || modulePlace(from.path)?.module === module) return true;
  if (inside === DEFINITION) return isCompositionRoot(from.path);
  if (PROTOCOL.test(inside) && DEMO.test(from.path)) return true;
  if (SEED.test(inside)) return from.isTest || SEEDERS.test(from.path);
  // test/ holds what crosses modules: it may look inside to prove what the doors promise.
  return from.path.startsWith('test/');
}
