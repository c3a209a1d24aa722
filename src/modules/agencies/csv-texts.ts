import { defineTexts } from '#platform/i18n/texts.ts';

/** What is wrong with a file that somebody brought, whatever it holds. */
export const csvTexts = defineTexts(
  {
    fileErrors:
      'El archivo tiene {count, plural, one {un error} other {# errores}}. Corríjalo y cárguelo otra vez; nada cambió.',
    row: 'Renglón',
    column: 'Columna',
    problem: 'Qué corregir',
    unreadable: 'No pudimos leer el renglón como CSV. Revise comillas y separadores.',
    noColumn: 'Falta esta columna en el primer renglón.',
    noRows: 'El archivo no tiene renglones después del encabezado.',
    tooMany: 'El archivo tiene más de {maximum} renglones.',
  },
  {
    fileErrors:
      'The file has {count, plural, one {one mistake} other {# mistakes}}. Correct it and load it again; nothing changed.',
    row: 'Row',
    column: 'Column',
    problem: 'What to correct',
    unreadable: 'We could not read the row as CSV. Check quotes and separators.',
    noColumn: 'This column is missing in the first row.',
    noRows: 'The file has no rows after its head.',
    tooMany: 'The file has more than {maximum} rows.',
  },
);

/** A mistake in a file: `row` as a spreadsheet counts, the head is 1. */
export interface CsvMistake {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
}
