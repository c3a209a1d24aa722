/** A top-level statement of a migration. */
export interface Statement {
  /** Without comments and string contents, offsets as in the file relative to `offset`. */
  readonly text: string;
  readonly offset: number;
  /** The comment lines directly above and inside, without their dashes. */
  readonly comments: readonly string[];
}

/** Splits a masked migration at semicolons outside dollar-quoted bodies. `masked` comes from maskSql(source). */
export function splitStatements(source: string, masked: string): Statement[] {
  const statements: Statement[] = [];
  let from = 0;
  for (const end of [...statementEnds(masked), masked.length]) {
    const piece = masked.slice(from, end);
    const start = from + (piece.length - piece.trimStart().length);
    if (piece.trim() !== '') {
      const comments = [...source.slice(from, end).matchAll(/--\s*([^\n]*)/g)].map((match) => match[1] ?? '');
      statements.push({ text: masked.slice(start, end), offset: start, comments });
    }
    from = end + 1;
  }
  return statements;
}

function statementEnds(masked: string): number[] {
  const ends: number[] = [];
  let quote: string | undefined;
  for (const { 0: token, index } of masked.matchAll(/\$\w*\$|;/g)) {
    if (token === ';') {
      if (quote === undefined) ends.push(index);
    } else if (quote === undefined) quote = token;
    else if (quote === token) quote = undefined;
  }
  return ends;
}
