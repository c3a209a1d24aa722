import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarCsv, parseCalendarCsv } from './calendar-csv.ts';

const HEAD = 'desde,hasta,tipo,nombre,fundamento\n';
const ROW = '2026-03-16,,inhábil,Natalicio de Benito Juárez,LFT artículo 74\n';
const parse = (text: string) => parseCalendarCsv(text, 2026, 'es-MX');

test('a calendar as Excel in Spanish writes it is read: semicolons, local dates, any case, columns in any order', () => {
  const text =
    '\uFEFFNombre;Tipo;Desde;Hasta;Fundamento\r\nVacaciones de verano;VACACIONES;20/07/2026;24/07/2026;Gaceta del 15/12/2025\r\n' +
    'Natalicio de Benito Juárez;Inhabil;16/3/2026;;LFT 74\r\n;;;;\r\n';
  const result = parse(text);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(
    result.periods.map(({ from, until, kind, name }) => [String(from), String(until), kind, name]),
    [
      ['2026-03-16', '2026-03-16', 'holiday', 'Natalicio de Benito Juárez'],
      ['2026-07-20', '2026-07-24', 'vacation', 'Vacaciones de verano'],
    ],
  );
});

test('what is downloaded is what can be loaded again', () => {
  const first = parse(`${HEAD}${ROW}2026-07-20,2026-07-24,vacaciones,"Verano, primer periodo",Gaceta\n`);
  assert.ok(first.ok);
  assert.deepEqual(parse(calendarCsv(first.periods)), first);
});

const WRONG: readonly [string, string, number, string][] = [
  ['a day that does not exist', `${HEAD}2026-02-30,,inhábil,Nada,LFT 74\n`, 2, 'desde'],
  ['a day of another year', `${HEAD}${ROW}2027-02-01,,inhábil,Constitución,LFT 74\n`, 3, 'desde'],
  ['an end in another year', `${HEAD}2026-12-20,2027-01-06,vacaciones,Invierno,Gaceta\n`, 2, 'hasta'],
  ['an end before the beginning', `${HEAD}2026-03-16,2026-03-10,inhábil,Juárez,LFT 74\n`, 2, 'hasta'],
  ['an unknown kind', `${HEAD}2026-03-16,,feriado,Juárez,LFT 74\n`, 2, 'tipo'],
  ['no name', `${HEAD}2026-03-16,,inhábil,,LFT 74\n`, 2, 'nombre'],
  ['no legal basis', `${HEAD}2026-03-16,,inhábil,Juárez,\n`, 2, 'fundamento'],
  ['a day twice', `${HEAD}${ROW}2026-03-10,2026-03-20,vacaciones,Otra,Gaceta\n`, 3, 'desde'],
  ['a missing column', 'desde,hasta,tipo,nombre\n2026-03-16,,inhábil,Juárez\n', 1, 'fundamento'],
  ['an open quote', `${HEAD}2026-03-16,,inhábil,"Juárez,LFT 74\n`, 2, ''],
  ['no rows', HEAD, 2, ''],
];
for (const [what, text, row, column] of WRONG) {
  test(`${what} is named with its row and column`, () => {
    const result = parse(text);
    assert.ok(!result.ok);
    assert.equal(result.errors.length, 1, JSON.stringify(result.errors));
    assert.deepEqual([result.errors[0]?.row, result.errors[0]?.column], [row, column]);
    assert.ok((result.errors[0]?.problem.length ?? 0) > 10);
  });
}

test('all mistakes come at once', () => {
  const result = parse(`${HEAD}x,,y,z,\n${ROW}nunca,,inhábil,Juárez,LFT 74\n`);
  assert.ok(!result.ok);
  assert.deepEqual(
    result.errors.map(({ row, column }) => `${row} ${column}`),
    ['2 desde', '2 tipo', '2 nombre', '2 fundamento', '4 desde'],
  );
});
