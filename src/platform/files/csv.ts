/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
 * injection): a citizen's input must never run in an official's program. Numbers stay numbers.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Also behind white space, which some programs drop first, and in the wide forms of the signs, which some read as the narrow ones. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** Also what parts cells where spreadsheets part by semicolons or tabs: there, the rest of the text would be a cell of its own. */
const APART = /[",;\t\r\n]/;

/** A text that no spreadsheet runs: one that could be a formula gets an apostrophe in front. */
export function guardFormula(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  return !isNumber && FORMULA.test(text) ? `'${text}` : text;
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = guardFormula(value);
  return APART.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
