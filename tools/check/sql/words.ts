import { HOLE } from '../source/text-pieces.ts';
import { maskSql } from './mask.ts';

/** A table that SQL text names, at an offset of that text. */
export interface TableUse {
  /** Undefined when the text names no schema. */
  readonly schema: string | undefined;
  /** Undefined when a hole stands in its place. */
  readonly table: string | undefined;
  readonly offset: number;
}

// SQL in the house is all lower or all upper case; "Select a date from the list" is prose.
const OPENINGS = [
  /^select\b[\s\S]*\bfrom\b|^select\s+(?:\d|pg_|now\(|count\()/,
  /^with\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+as\s+(?:not\s+)?(?:materialized\s*)?\(/,
  /^insert\s+into\b/,
  /^update\s+\S+\s+(?:as\s+)?(?:\w+\s+)?set\b/,
  /^delete\s+from\b/,
  /^merge\s+into\b/,
  /^truncate\s+(?:table\s+)?\w/,
  /^copy\s+\S+\s+(?:from|to)\b/,
  /^(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unique\s+|unlogged\s+)?(?:table|index|schema|view|function|trigger|role|database|extension|type|sequence)\b/,
  /^lock\s+table\s|^(?:grant|revoke)\s+[\w\s,]+\son\s|^(?:analyze|vacuum)\s+\w+\.\w|^set\s+(?:local\s+)?\w+\s*(?:=|to\s)/,
];

/** Whether a piece of text is an SQL statement. Mixed case is taken for prose. */
export function looksLikeSql(text: string): boolean {
  const opening = maskSql(text).trimStart();
  const keyword = /^[A-Za-z]+/.exec(opening)?.[0] ?? '';
  if (keyword !== keyword.toLowerCase() && keyword !== keyword.toUpperCase()) return false;
  const lower = opening.toLowerCase();
  return OPENINGS.some((pattern) => pattern.test(lower));
}

const NAME = `("?[a-z_][a-z0-9_]*"?|${HOLE}+)(?:\\s*\\.\\s*("?[a-z_][a-z0-9_]*"?|${HOLE}+))?`;
const WRITES = [
  `\\binsert\\s+into\\s+${NAME}`,
  `\\bdelete\\s+from\\s+(?:only\\s+)?${NAME}`,
  `\\bmerge\\s+into\\s+(?:only\\s+)?${NAME}`,
  `\\btruncate\\s+(?:table\\s+)?(?:only\\s+)?${NAME}`,
  `\\bcopy\\s+${NAME}[^;]*?\\bfrom\\b`,
  // `for update`, `do update set` and `before update on` write nothing by themselves.
  `(?<!\\b(?:for|key|do|before|after|or)\\s)\\bupdate\\s+(?:only\\s+)?(?!set\\b)${NAME}\\s+(?:as\\s+)?(?:[a-z_]\\w*\\s+)?set\\b`,
].map((pattern) => new RegExp(pattern, 'gi'));
// `extract(epoch from t.at)` and `is distinct from t.x` name columns: they are told apart by knowing the schemas.
const READS = new RegExp(
  `(?<!\\bdistinct\\s)(?<!\\bdelete\\s)\\b(?:from|join|using)\\s+(?:only\\s+|lateral\\s+)?${NAME}`,
  'gi',
);

/** Tables that the text inserts into, updates, deletes from, merges into, truncates or copies into. */
export function tablesWritten(sql: string): TableUse[] {
  return WRITES.flatMap((pattern) => uses(maskSql(sql), pattern));
}

/** Names after FROM, JOIN and USING; those without a schema are left to the reader. */
export function tablesRead(sql: string): TableUse[] {
  return uses(maskSql(sql), READS);
}

function uses(sql: string, pattern: RegExp): TableUse[] {
  return [...sql.matchAll(pattern)].map((match) => {
    const [first, second] = [clean(match[1]), clean(match[2])];
    const qualified = match[2] !== undefined;
    return { schema: qualified ? first : undefined, table: qualified ? second : first, offset: match.index };
  });
}

function clean(name: string | undefined): string | undefined {
  return name === undefined || name.startsWith(HOLE) ? undefined : name.replaceAll('"', '').toLowerCase();
}
