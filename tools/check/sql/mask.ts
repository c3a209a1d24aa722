// Libraries considered: libpg-query and pgsql-parser (the real PostgreSQL grammar as WebAssembly) and squawk (a linter
// that downloads a binary when it is installed). The first two cannot read SQL with holes, as it stands in templates,
// and weigh megabytes; the third is refused by --ignore-scripts. The rules below need words and names, not a grammar.

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Blanks comments and the content of string literals, keeping every offset, so that words in prose are never taken for
 * SQL. Dollar-quoted bodies stay: they hold the statements of functions.
 */
export function maskSql(sql: string): string {
  return sqlSpans(sql).reduce((text, { start, end }) => cover(text, start, end), sql);
}

function cover(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

const NOISE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;

function sqlSpans(sql: string): Span[] {
  return [...sql.matchAll(NOISE)].map(({ 0: text, index }) => {
    const quoted = text.startsWith("'");
    return quoted ? { start: index + 1, end: index + text.length - 1 } : { start: index, end: index + text.length };
  });
}
