import type { CsvProblem } from '#platform/files/read-csv.ts';
import { readCsv } from '#platform/files/read-csv.ts';
import type { Column } from '#platform/files/table-file.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { UNIT_KEY } from './domain/unit-key.ts';
import { csvTexts, type CsvMistake } from './csv-texts.ts';
import type { KnownUnit, WantedUnit } from './domain/unit-plan.ts';
import { unitImportTexts } from './unit-import-texts.ts';

const COLUMNS = ['clave', 'nombre', 'nombre_corto', 'superior'] as const;
/** An agency has some hundreds of units; more is another file. */
const MAX_ROWS = 1_000;

export type UnitCsv =
  | { readonly ok: true; readonly rows: readonly WantedUnit[] }
  | { readonly ok: false; readonly errors: readonly CsvMistake[] };

/** Reads a tree of units as a spreadsheet keeps it; every mistake with its row and column. */
export function parseUnitCsv(content: Uint8Array, locale: Locale): UnitCsv {
  const read = readCsv(content, { rows: MAX_ROWS, columns: 20 });
  if (!read.ok) {
    return { ok: false, errors: [{ row: read.problem.line ?? 1, column: '', problem: whyNot(read.problem, locale) }] };
  }
  const t = unitImportTexts(locale);
  const { headers, rows } = read.table;
  const places = new Map(COLUMNS.map((column) => [column, headers.findIndex((word) => plain(word) === column)]));
  const missing = COLUMNS.filter((column) => places.get(column) === -1 && column !== 'nombre_corto');
  if (missing.length > 0) {
    const problem = csvTexts(locale)('noColumn');
    return { ok: false, errors: missing.map((column) => ({ row: 1, column, problem })) };
  }
  const errors: CsvMistake[] = [];
  const wanted = rows.map((cells, index): WantedUnit => {
    const cell = (column: (typeof COLUMNS)[number]) => cells[places.get(column) ?? -1] ?? '';
    const [slug, name, shortName, parent] = [cell('clave'), cell('nombre'), cell('nombre_corto'), cell('superior')];
    const row = index + 2;
    const wrong = (column: string, problem: string) => errors.push({ row, column, problem });
    if (!UNIT_KEY.test(slug)) wrong('clave', t('csv.key'));
    if (name.length < 3 || name.length > 150) wrong('nombre', t('csv.name'));
    if (shortName.length > 40) wrong('nombre_corto', t('csv.shortName'));
    return { row, slug, name, shortName: shortName === '' ? null : shortName, parent };
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rows: wanted };
}

function whyNot({ code }: CsvProblem, locale: Locale): string {
  const t = csvTexts(locale);
  if (code === 'tooManyRows') return t('tooMany', { maximum: MAX_ROWS });
  if (code === 'empty' || code === 'noRows') return t('noRows');
  return t('unreadable');
}

type Listed = KnownUnit & { readonly above: string };

/** The same form, for correcting it in a spreadsheet and bringing it again. */
export const unitColumns: readonly Column<Listed>[] = [
  { header: 'clave', value: ({ slug }) => slug },
  { header: 'nombre', value: ({ name }) => name },
  { header: 'nombre_corto', value: ({ shortName }) => shortName },
  { header: 'superior', value: ({ above }) => above },
];

/** "Nombre corto" and "nombre_corto" are the same word to people. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase().replace(/\s+/g, '_');
