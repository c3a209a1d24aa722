import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buffer, text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { readXlsx } from 'hucre/xlsx';
import { csvText, xlsxBytes, type Column } from './table-file.ts';

interface Row {
  readonly folio: string;
  readonly name: string;
  readonly hours: number | null;
  readonly at: Temporal.Instant;
  readonly day: Temporal.PlainDate;
}

const columns: readonly Column<Row>[] = [
  { header: 'Folio', value: (row) => row.folio, width: 22 },
  { header: 'Nombre', value: (row) => row.name },
  { header: 'Horas', value: (row) => row.hours },
  { header: 'Momento', value: (row) => row.at },
  { header: '=Día', value: (row) => row.day },
];
const given = {
  hours: 2.5,
  at: Temporal.Instant.from('2026-11-21T01:30:00Z'),
  day: Temporal.PlainDate.from('2026-11-20'),
};
const rows: readonly Row[] = [
  { ...given, folio: '000123', name: '=HYPERLINK("http://malo.example","Ñandú")' },
  { ...given, folio: '-15', name: '+521', hours: null },
  { ...given, folio: '@x', name: 'línea uno\nlínea dos, "y" más' },
];

test('a CSV says what the rows say, in UTF-8, and runs nothing', async () => {
  const written = await text(Readable.from(csvText(columns, rows)));
  const [head, first, second] = written.split('\r\n');
  assert.equal(head, "\uFEFFFolio,Nombre,Horas,Momento,'=Día");
  assert.equal(first, `000123,"'=HYPERLINK(""http://malo.example"",""Ñandú"")",2.5,2026-11-20 19:30,2026-11-20`);
  assert.equal(second, "-15,'+521,,2026-11-20 19:30,2026-11-20");
});

test('a workbook holds the same: zeros in front stay, numbers are numbers, moments are those of the wall clock', async () => {
  const bytes = await buffer(Readable.from(xlsxBytes(columns, rows)));
  const sheet = (await readXlsx(bytes)).sheets[0];
  assert.ok(sheet);
  const [head, first = [], second = [], third = []] = sheet.rows;
  assert.deepEqual(head, ['Folio', 'Nombre', 'Horas', 'Momento', "'=Día"]);
  assert.deepEqual(first.slice(0, 3), ['000123', `'=HYPERLINK("http://malo.example","Ñandú")`, 2.5]);
  const moment = first[3];
  assert.ok(moment instanceof Date && moment.toISOString().startsWith('2026-11-20T19:30'), String(moment));
  assert.deepEqual(second.slice(0, 3), ['-15', "'+521", null]);
  assert.equal(third[1], 'línea uno\nlínea dos, "y" más');
  const parts = Buffer.from(bytes).toString('latin1');
  assert.doesNotMatch(parts, /<f>/);
});
