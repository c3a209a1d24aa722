import { ownSchema } from '../source/places.ts';
import { calledName, possibleTexts } from '../source/names.ts';
import type { SourceFile } from '../source/source-file.ts';
import { textPieces } from '../source/text-pieces.ts';
import type { Tree } from '../source/tree.ts';
import { tablesRead, tablesWritten, type TableUse } from '../sql/words.ts';
import type { Rule, Violation } from './rule.ts';
import { mayHoldSql } from './rule-04-sql-has-its-place.ts';

const WRITERS = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const READERS = new Set(['selectFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'using']);

export const ownSchemaOnly: Rule = {
  id: 'boundaries/6',
  text: "A module writes only its own PostgreSQL schema (named like its folder) and reads another's through public_* views.",
  why: 'Another module may then change its tables as long as its views keep their columns.',
  *check(tree) {
    for (const file of tree.files) {
      const own = ownSchema(file.path);
      if (own === undefined || file.isTest || !mayHoldSql(file)) continue;
      if (file.path.endsWith('.sql')) yield* sqlText(tree, file, own, file.text, 0);
      if (!file.isScript) continue;
      for (const { text, offset } of textPieces(file)) yield* sqlText(tree, file, own, text, offset);
      yield* builders(tree, file, own);
    }
  },
};

function* sqlText(tree: Tree, file: SourceFile, own: string, text: string, at: number): Generator<Violation> {
  for (const use of tablesWritten(text)) {
    const violation = written(file, own, use, at + use.offset);
    if (violation !== undefined) yield violation;
  }
  for (const use of tablesRead(text)) {
    const violation = read(tree, file, own, use, at + use.offset);
    if (violation !== undefined) yield violation;
  }
}

function* builders(tree: Tree, file: SourceFile, own: string): Generator<Violation> {
  for (const { callee, arguments: given, start } of file.nodes('CallExpression')) {
    if (callee.type !== 'MemberExpression') continue;
    const name = calledName(callee) ?? '';
    if (!WRITERS.has(name) && !READERS.has(name)) continue;
    for (const table of possibleTexts(file, given[0])) {
      const use = tableUse(table, start);
      const writes = WRITERS.has(name);
      const violation = writes ? written(file, own, use, start) : read(tree, file, own, use, start);
      if (violation !== undefined) yield violation;
    }
  }
}

/** `people.public_people as p` */
function tableUse(text: string | undefined, offset: number): TableUse {
  const [, schema, table] = /^(?:(\w+)\.)?(\w+)/.exec(text ?? '') ?? [];
  return { schema, table, offset };
}

function written(file: SourceFile, own: string, use: TableUse, offset: number): Violation | undefined {
  if (use.schema === own) return undefined;
  if (use.schema !== undefined) {
    const message = `writes ${use.schema}.${use.table ?? '?'}, and its own schema is ${own}`;
    return { file, offset, message, cure: `call a command of ${use.schema}, or announce an event that it reacts to` };
  }
  // platform has adapters that serve any table; a module has no reason to hide which one it writes.
  if (use.table === undefined && own === 'platform') return undefined;
  return {
    file,
    offset,
    message: `writes ${use.table ?? 'a table'} without naming the schema`,
    cure: `write ${own}.table in full`,
  };
}

function read(tree: Tree, file: SourceFile, own: string, use: TableUse, offset: number): Violation | undefined {
  const { schema, table } = use;
  if (schema === undefined || table === undefined || schema === own || table.startsWith('public_')) return undefined;
  if (schema !== 'platform' && !tree.modules.has(schema)) return undefined;
  return {
    file,
    offset,
    message: `reads ${schema}.${table}, a private table of ${schema}`,
    cure: `let ${schema} offer a view ${schema}.public_… in a migration, or a query in its index.ts`,
  };
}
