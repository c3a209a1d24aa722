import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvText } from '#platform/files/table-file.ts';
import { parseUnitCsv, unitColumns } from './unit-csv.ts';

const parse = (text: string) => parseUnitCsv(Buffer.from(text), 'es-MX');

test('a tree as Excel in Spanish writes it is read: semicolons, any case, columns in any order, one left out', () => {
  const read = parse(
    '\uFEFFNombre;Superior;Clave\r\nDirección Técnica;;direccion-tecnica\r\n;;\r\nArchivo;direccion-tecnica;archivo\r\n',
  );
  assert.ok(read.ok);
  assert.deepEqual(
    read.rows.map(({ slug, name, parent, shortName }) => [slug, name, parent, shortName]),
    [
      ['direccion-tecnica', 'Dirección Técnica', '', null],
      ['archivo', 'Archivo', 'direccion-tecnica', null],
    ],
  );
});

test('what is downloaded is what can be brought again', async () => {
  const unit = {
    id: '1',
    parentId: '0',
    slug: 'oficina-tol',
    name: 'Oficina, «Toluca»',
    shortName: 'TOL',
    closed: false,
  };
  let text = '';
  for await (const part of csvText(unitColumns, [{ ...unit, above: 'direccion' }])) text += part;
  const read = parse(text);
  assert.deepEqual(read.ok && read.rows, [
    { row: 2, slug: 'oficina-tol', name: 'Oficina, «Toluca»', shortName: 'TOL', parent: 'direccion' },
  ]);
});

test('each mistake is told with its row and column', () => {
  const wrong = parse(`clave,nombre,nombre_corto,superior\nÁrea 1,Ár,${'x'.repeat(41)},\n`);
  assert.ok(!wrong.ok);
  assert.deepEqual(
    wrong.errors.map(({ row, column }) => [row, column]),
    [
      [2, 'clave'],
      [2, 'nombre'],
      [2, 'nombre_corto'],
    ],
  );
  const bare = parse('nombre\nArchivo\n');
  assert.ok(!bare.ok);
  assert.deepEqual(
    bare.errors.map(({ column }) => column),
    ['clave', 'superior'],
  );
});
