import { importEdges } from '../source/imports.ts';
import { modulePlace } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Tree } from '../source/tree.ts';
import type { Rule, Violation } from './rule.ts';

const IMPURE_CALLS = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']);
const IMPURE_OBJECTS = new Set(['process', 'console', 'globalThis', 'crypto', 'document', 'window', 'localStorage']);

export const pureDomain: Rule = {
  id: 'boundaries/3',
  text: 'domain/** imports only domain/** of its module, and types; it uses no clock, chance, network or console.',
  why: 'Rules that need nothing are proved in microseconds and read by people who know the law and not the program.',
  *check(tree) {
    yield* imports(tree);
    for (const file of tree.files) if (isDomain(file)) yield* effects(file);
  },
};

function isDomain(file: SourceFile): boolean {
  return file.isScript && !file.isTest && modulePlace(file.path)?.inside.startsWith('domain/') === true;
}

function* imports(tree: Tree): Generator<Violation> {
  for (const { from, offset, target, specifier, typeOnly } of importEdges(tree)) {
    if (!isDomain(from) || typeOnly) continue;
    const own = modulePlace(from.path);
    const other = modulePlace(target ?? '');
    if (other?.module === own?.module && other?.inside.startsWith('domain/') === true) continue;
    yield {
      file: from,
      offset,
      message: `domain imports ${specifier}`,
      cure: 'take the value as a parameter, import only its type, or move this code to commands/ or store/',
    };
  }
}

function* effects(file: SourceFile): Generator<Violation> {
  const cure = 'take the value as a parameter: the caller has ctx';
  for (const { callee, start } of file.nodes('CallExpression')) {
    if (callee.type !== 'Identifier' || !IMPURE_CALLS.has(callee.name)) continue;
    yield { file, offset: start, message: `domain calls ${callee.name}()`, cure };
  }
  for (const { object, property, start } of file.nodes('MemberExpression')) {
    if (object.type !== 'Identifier' || property.type !== 'Identifier') continue;
    const chance = object.name === 'Math' && property.name === 'random';
    if (!chance && !IMPURE_OBJECTS.has(object.name)) continue;
    yield { file, offset: start, message: `domain uses ${object.name}.${property.name}`, cure };
  }
}
