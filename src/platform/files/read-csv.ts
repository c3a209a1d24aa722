import { CsvError, parse } from 'csv-parse/sync';
import { isWritable } from '../writable.ts';
import { readText, type TextEncoding } from '../uploads/decode-text.ts';

const CSV_DELIMITERS = [',', ';', '\t'] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

export interface CsvTable {
  readonly encoding: TextEncoding;
  readonly delimiter: CsvDelimiter;
  readonly headers: readonly string[];
  /** One cell per header, trimmed; what a row lacks is empty. */
  readonly rows: readonly (readonly string[])[];
}

/** Why a file cannot be read as a table; `line` is 1 for the header. */
export interface CsvProblem {
  readonly code: 'empty' | 'noRows' | 'tooManyRows' | 'tooManyColumns' | 'quotes' | 'headers' | 'unwritable';
  readonly line?: number;
}

export type ReadCsv =
  | { readonly ok: true; readonly table: CsvTable }
  | { readonly ok: false; readonly problem: CsvProblem };

export interface CsvLimits {
  readonly rows: number;
  readonly columns: number;
}

/** A longer record is an open quotation mark that swallows the rest of the file. */
const MAX_RECORD = 64 * 1024;
const LINES_TO_LOOK_AT = 20;

/** Reads a table as spreadsheets and old systems write them: encoding and delimiter are found, not asked for. */
export function readCsv(content: Uint8Array, limits: CsvLimits): ReadCsv {
  const { text, encoding } = readText(content);
  if (text.trim() === '') return { ok: false, problem: { code: 'empty' } };
  const strange = text.split('\n').findIndex((line) => !isWritable(line));
  if (strange >= 0) return { ok: false, problem: { code: 'unwritable', line: strange + 1 } };
  const delimiter = findDelimiter(text);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      // White space around quotation marks is dropped here, inside them below.
      trim: true,
      max_record_size: MAX_RECORD,
      // One more than allowed tells that there are too many, without reading a million.
      to: limits.rows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problem: { code: 'quotes', line: (error as { lines?: number }).lines ?? 1 } };
  }
  const [headers = [], ...rows] = records;
  const problem = problemOf(headers, rows, limits);
  if (problem) return { ok: false, problem };
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  return {
    ok: true,
    table: {
      encoding,
      delimiter,
      headers,
      rows: filled.map((row) => headers.map((_, at) => unguard((row[at] ?? '').trim()))),
    },
  };
}

/** Takes off the apostrophe that keeps spreadsheets from running a cell (`csvLine` puts it there). */
function unguard(cell: string): string {
  return /^'\s*[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function problemOf(headers: readonly string[], rows: readonly string[][], limits: CsvLimits): CsvProblem | undefined {
  const width = Math.max(headers.length, ...rows.slice(0, 1_000).map((row) => row.length));
  if (width > limits.columns) return { code: 'tooManyColumns' };
  if (rows.length === 0) return { code: 'noRows' };
  if (rows.length > limits.rows) return { code: 'tooManyRows' };
  const folded = headers.map((header) => header.toLowerCase());
  if (folded.includes('') || new Set(folded).size < folded.length) return { code: 'headers', line: 1 };
  return undefined;
}

/** The one that stands in the first lines most evenly; inside quotation marks it does not count. */
function findDelimiter(text: string): CsvDelimiter {
  const lines = text
    .slice(0, MAX_RECORD)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r?\n/, LINES_TO_LOOK_AT);
  const filled = lines.filter((line) => line.trim() !== '');
  const score = (delimiter: string) => Math.min(...filled.map((line) => line.split(delimiter).length - 1));
  const head = (delimiter: string) => (filled[0] ?? '').split(delimiter).length - 1;
  const [best = ','] = CSV_DELIMITERS.toSorted((one, other) => score(other) - score(one) || head(other) - head(one));
  return best;
}
