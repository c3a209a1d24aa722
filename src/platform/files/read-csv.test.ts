import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvLine } from './csv.ts';
import { readCsv } from './read-csv.ts';

const limits = { rows: 1_000, columns: 100 };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: Uint8Array) => {
  const result = readCsv(content, limits);
  return result.ok ? result.table : assert.fail(JSON.stringify(result.problem));
};
const problem = (content: Uint8Array) => {
  const result = readCsv(content, limits);
  return result.ok ? assert.fail('it was read') : result.problem;
};

test('the encoding is found: UTF-8 with and without mark, and the Windows-1252 of older Excel', () => {
  const text = 'nombre,calle\nJosé Ñáñez,Peña 3\n';
  assert.deepEqual(read(bytes(text)).rows, [['José Ñáñez', 'Peña 3']]);
  assert.equal(read(bytes(`\uFEFF${text}`)).encoding, 'utf-8-sig');
  assert.deepEqual(read(bytes(`\uFEFF${text}`)).headers, ['nombre', 'calle']);
  const old = read(Buffer.from(text, 'latin1'));
  assert.equal(old.encoding, 'windows-1252');
  assert.deepEqual(old.rows, [['José Ñáñez', 'Peña 3']]);
});

for (const [delimiter, name] of [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
] as const) {
  test(`a table with ${name} is read, also with other delimiters inside its cells`, () => {
    const table = read(bytes(['a', 'b'].join(delimiter) + '\r\n' + ['"x, y; z\t"', '2'].join(delimiter)));
    assert.equal(table.delimiter, delimiter);
    assert.deepEqual(table.rows, [['x, y; z', '2']]);
  });
}

test('what our own writer writes is read back', () => {
  const cell = fc.stringMatching(/^[-=+@a-zñá0-9",;\n ]{1,12}$/).map((text) => `${text.trim()}x`);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
      const table = read(bytes([['uno', 'dos'], ...rows].map(csvLine).join('')));
      assert.deepEqual(table.rows, rows);
    }),
  );
});

test('a file that is no table is refused with the reason', () => {
  assert.deepEqual(problem(bytes('')), { code: 'empty' });
  assert.deepEqual(problem(bytes('a,b\n')), { code: 'noRows' });
  assert.equal(problem(bytes('a,b\n1,2\n"abierta,3\n4,5\n')).code, 'quotes');
  assert.deepEqual(problem(bytes('a,b\n1,2\nx\0,3\n')), { code: 'unwritable', line: 3 });
  assert.equal(problem(bytes('a,b\n1,2\nx"y,3\n')).line, 3);
  const wide = Array.from({ length: 200 }, (_, at) => `c${at}`).join(',');
  assert.deepEqual(problem(bytes(`${wide}\n${wide}\n`)), { code: 'tooManyColumns' });
  assert.deepEqual(problem(bytes('a,a\n1,2\n')), { code: 'headers', line: 1 });
  assert.deepEqual(problem(bytes(`a,b\n${'1,2\n'.repeat(1_001)}`)), { code: 'tooManyRows' });
});
