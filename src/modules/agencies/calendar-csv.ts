import { parse, CsvError } from 'csv-parse/sync';
import type { DayKind } from '#platform/calendar/calendar.ts';
import type { CalendarPeriod } from '#platform/calendar/periods.ts';
import { csvLine } from '#platform/files/csv.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { readDay } from './calendar-period.ts';
import { calendarTexts } from './calendar-texts.ts';
import { csvTexts, type CsvMistake } from './csv-texts.ts';

const COLUMNS = ['desde', 'hasta', 'tipo', 'nombre', 'fundamento'] as const;
type Column = (typeof COLUMNS)[number];
const KIND_WORDS: Readonly<Record<DayKind, string>> = { holiday: 'inhábil', vacation: 'vacaciones', working: 'hábil' };
/** A year has some thirty; more is another file. */
const MAX_ROWS = 200;

export type CalendarCsv =
  | { readonly ok: true; readonly periods: readonly CalendarPeriod[] }
  | { readonly ok: false; readonly errors: readonly CsvMistake[] };

/** Reads the official calendar of a year as an agency keeps it in a spreadsheet; every mistake with its row and column. */
export function parseCalendarCsv(text: string, year: number, locale: Locale): CalendarCsv {
  const t = calendarTexts(locale);
  const fail = (row: number, column: string, problem: string): CalendarCsv => ({
    ok: false,
    errors: [{ row, column, problem }],
  });
  let rows: string[][];
  try {
    const options = { bom: true, delimiter: [',', ';'], relax_column_count: true, skip_empty_lines: false, trim: true };
    rows = parse(text, options);
  } catch (error) {
    if (error instanceof CsvError) return fail(Number(error.lines ?? 1), '', csvTexts(locale)('unreadable'));
    throw error;
  }
  const [head = [], ...body] = rows;
  const places = new Map(COLUMNS.map((column) => [column, head.findIndex((word) => plain(word) === column)]));
  const missing = COLUMNS.filter((column) => places.get(column) === -1);
  if (missing.length > 0) {
    return { ok: false, errors: missing.map((column) => ({ row: 1, column, problem: csvTexts(locale)('noColumn') })) };
  }
  if (body.length > MAX_ROWS) return fail(MAX_ROWS + 2, '', t('csv.tooMany', { maximum: MAX_ROWS }));

  const errors: CsvMistake[] = [];
  const read: { row: number; period: CalendarPeriod }[] = [];
  body.forEach((cells, index) => {
    const row = index + 2;
    if (cells.every((cell) => cell === '')) return;
    const cell = (column: Column) => cells[places.get(column) ?? -1] ?? '';
    const wrong: Wrong = (column, problem) => errors.push({ row, column, problem });
    const period = readPeriod(cell, year, t, wrong);
    if (!period) return;
    const other = read.find((one) => overlap(one.period, period));
    if (other) wrong('desde', t('csv.overlap', { other: String(other.row) }));
    else read.push({ row, period });
  });
  if (errors.length > 0) return { ok: false, errors };
  if (read.length === 0) return fail(2, '', csvTexts(locale)('noRows'));
  return { ok: true, periods: read.map(({ period }) => period).toSorted((a, b) => compare(a.from, b.from)) };
}

type Wrong = (column: Column, problem: string) => void;
type Cell = (column: Column) => string;

/** The period of one row; undefined where something in it is wrong, and then all of that was told. */
function readPeriod(
  cell: Cell,
  year: number,
  t: ReturnType<typeof calendarTexts>,
  wrong: Wrong,
): CalendarPeriod | undefined {
  const days = readDays(cell, year, t, wrong);
  const kind = (Object.keys(KIND_WORDS) as DayKind[]).find((one) => plain(KIND_WORDS[one]) === plain(cell('tipo')));
  if (!kind) wrong('tipo', t('csv.kind'));
  const [name, legalBasis] = [cell('nombre'), cell('fundamento')];
  const named = name.length >= 3 && name.length <= 120;
  if (!named) wrong('nombre', t('csv.name'));
  const founded = legalBasis.length >= 3 && legalBasis.length <= 200;
  if (!founded) wrong('fundamento', t('csv.legalBasis'));
  return days && kind && named && founded ? { ...days, kind, name, legalBasis } : undefined;
}

/** First and last day of one row. A last day is judged only beside a first day that holds. */
function readDays(
  cell: Cell,
  year: number,
  t: ReturnType<typeof calendarTexts>,
  wrong: Wrong,
): Pick<CalendarPeriod, 'from' | 'until'> | undefined {
  const from = readDay(cell('desde'));
  if (!from) {
    wrong('desde', t('csv.date'));
    return undefined;
  }
  const until = cell('hasta') === '' ? from : readDay(cell('hasta'));
  const otherYear = t('csv.otherYear', { year: String(year) });
  if (!until) wrong('hasta', t('csv.date'));
  else if (compare(from, until) > 0 && from.year === until.year) wrong('hasta', t('csv.order'));
  else if (from.year === year && until.year !== year) wrong('hasta', otherYear);
  if (from.year !== year) wrong('desde', otherYear);
  const holds = until && from.year === year && until.year === year && compare(from, until) <= 0;
  return holds ? { from, until } : undefined;
}

/** The same form, for correcting it in a spreadsheet and loading it again. The mark at its head tells Excel the encoding. */
export function calendarCsv(periods: readonly CalendarPeriod[]): string {
  const lines = periods.map(({ from, until, kind, name, legalBasis }) =>
    csvLine([String(from), String(until), KIND_WORDS[kind], name, legalBasis]),
  );
  return `\uFEFF${csvLine(COLUMNS)}${lines.join('')}`;
}

const compare = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b);
const overlap = (a: CalendarPeriod, b: CalendarPeriod) =>
  compare(a.from, b.until) <= 0 && compare(b.from, a.until) <= 0;
/** "Inhábil" and "inhabil" are the same word to people. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
