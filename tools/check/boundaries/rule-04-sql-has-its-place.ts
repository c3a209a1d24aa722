import { importEdges, packageOf } from '../source/imports.ts';
import { isShipped, modulePlace } from '../source/places.ts';
import { calledName } from '../source/names.ts';
import type { SourceFile } from '../source/source-file.ts';
import { textPieces } from '../source/text-pieces.ts';
import { looksLikeSql } from '../sql/words.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Where SQL may stand. platform/** keeps its own tables beside the code that needs them; in a module the folders below
 * (or, in a small module, a single file of that name). Reactions, commands, jobs and pages call the store.
 * Tests and the operator's command line look at the database from outside, and the composition root opens it.
 */
const OUTSIDE = /^src\/(?:platform\/|cli\/|main\.ts$|database\.ts$|open-database\.ts$)/;
const IN_MODULE = /^(?:store|queries|migrations|seed)(?:\/|\.ts$)/;

const PACKAGES = new Set(['kysely', 'pg', 'pg-boss', 'pg-copy-streams', 'pg-cursor', 'pg-query-stream']);
const BUILDERS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);

export function mayHoldSql(file: SourceFile): boolean {
  if (file.isTest || OUTSIDE.test(file.path)) return true;
  const place = modulePlace(file.path);
  return place !== undefined && IN_MODULE.test(place.inside);
}

export const sqlHasItsPlace: Rule = {
  id: 'boundaries/4',
  text: 'SQL and Kysely stand only in store/, queries/, migrations/ and seed/ of a module, and in platform/**.',
  why: 'Whoever changes a table finds every statement that touches it in two folders.',
  *check(tree) {
    for (const edge of importEdges(tree)) {
      const name = packageOf(edge) ?? '';
      if (edge.typeOnly || !PACKAGES.has(name) || !isShipped(edge.from) || mayHoldSql(edge.from)) continue;
      yield violation(edge.from, edge.offset, `imports ${name}`);
    }
    for (const file of tree.files) if (isShipped(file) && !mayHoldSql(file)) yield* statements(file);
  },
};

function* statements(file: SourceFile): Generator<Violation> {
  for (const { text, offset, tag } of textPieces(file)) {
    if (tag === 'sql' || looksLikeSql(text)) yield violation(file, offset, 'holds SQL');
  }
  for (const { callee, start } of file.nodes('CallExpression')) {
    const name = calledName(callee) ?? '';
    if (callee.type === 'MemberExpression' && BUILDERS.has(name)) yield violation(file, start, `calls ${name}()`);
  }
}

function violation(file: SourceFile, offset: number, message: string): Violation {
  const cure = 'move the statement to store/ (writes) or queries/ (reads) of its module and call it from here';
  return { file, offset, message, cure };
}
