import { Readable } from 'node:stream';
import { OFFICE_TIME_ZONE } from '../clock.ts';
import type { RouteResult } from '../http/routes.ts';
import { csvLine, guardFormula } from './csv.ts';

export const TABLE_FORMATS = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export type Cell = string | number | Temporal.Instant | Temporal.PlainDate | null | undefined;

/** One column of a file; texts that hold digits (folios, telephones) stay texts, with their zeros. */
export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => Cell;
  /** In characters; 16 unless told. */
  readonly width?: number;
}

type Rows<Row> = AsyncIterable<Row> | Iterable<Row>;

/** Excel takes a file for UTF-8 only with this mark in front. */
const MARK = '\uFEFF';
const LINES_AT_ONCE = 200;
/** One chunk waits for the reader. Sixteen, as streams have it, outlive the young generation and become old garbage. */
const CHUNKS_AHEAD = { highWaterMark: 1 };

/**
 * A table as a file to save, row by row as the reader takes them: memory does not grow with the rows. Nothing in it can
 * run as a formula. `name` is without ending.
 */
export function tableFile<Row>(
  format: TableFormat,
  name: string,
  columns: readonly Column<Row>[],
  rows: Rows<Row>,
): RouteResult {
  const download = `${name}.${format}`;
  if (format === 'csv') {
    const content = Readable.from(csvText(columns, rows), CHUNKS_AHEAD);
    return { kind: 'file', content, contentType: 'text/csv; charset=utf-8', download };
  }
  const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return {
    kind: 'file',
    content: Readable.from(xlsxBytes(columns, rows), CHUNKS_AHEAD),
    contentType,
    download,
  };
}

/** The bytes of the CSV file, with the mark. */
export async function* csvText<Row>(columns: readonly Column<Row>[], rows: Rows<Row>): AsyncGenerator<string> {
  let lines = [MARK + csvLine(columns.map(({ header }) => header))];
  for await (const row of rows) {
    lines.push(csvLine(columns.map(({ value }) => csvCell(value(row)))));
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** The bytes of the workbook. The library is loaded at the first use: most processes never need it. */
export async function* xlsxBytes<Row>(columns: readonly Column<Row>[], rows: Rows<Row>): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  async function* cells() {
    for await (const row of rows) yield columns.map(({ value }) => xlsxCell(value(row)));
  }
  const stream = writeXlsxStream(cells(), {
    name: '1',
    columns: columns.map(({ header, width = 16 }) => ({ header: guardFormula(header), width })),
    freezePane: { rows: 1 },
  });
  for await (const chunk of stream) yield chunk;
}

function csvCell(cell: Cell): string | number {
  if (cell instanceof Temporal.Instant) return wallTime(cell).toISOString().slice(0, 16).replace('T', ' ');
  if (cell instanceof Temporal.PlainDate) return cell.toString();
  return cell ?? '';
}

/** Excel knows no zones: a moment is written as the wall clock of the offices showed it. */
function xlsxCell(cell: Cell): string | number | Date | null {
  if (cell instanceof Temporal.Instant) return wallTime(cell);
  if (cell instanceof Temporal.PlainDate) return new Date(Date.UTC(cell.year, cell.month - 1, cell.day));
  return typeof cell === 'string' ? guardFormula(cell) : (cell ?? null);
}

const HOUR_MS = 3_600_000;
let offsetOfHour = { hour: Number.NaN, offsetMs: 0 };

/**
 * What the clock of the offices showed, as the UTC fields of a Date, in whole seconds. Rows of a file are neighbours in
 * time and clocks change on the hour, so the zone is asked once an hour of theirs: asking for each cell made most of the
 * garbage of a large file.
 */
function wallTime(instant: Temporal.Instant): Date {
  const at = instant.epochMilliseconds;
  const hour = Math.floor(at / HOUR_MS);
  if (offsetOfHour.hour !== hour) {
    const offsetMs = instant.toZonedDateTimeISO(OFFICE_TIME_ZONE).offsetNanoseconds / 1e6;
    offsetOfHour = { hour, offsetMs };
  }
  return new Date(Math.floor((at + offsetOfHour.offsetMs) / 1_000) * 1_000);
}
