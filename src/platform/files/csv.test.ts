import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv.ts';

test('commas, quotes and line breaks are quoted', () => {
  assert.equal(csvLine(['a,b', 'dice "hola"', 'uno\ndos', 3]), '"a,b","dice ""hola""","uno\ndos",3\r\n');
});

test('what a spreadsheet would run as a formula is shown as text, numbers stay numbers', () => {
  assert.equal(csvLine(['=1+1', '@SUM(A1)', '+52 55', '-3.5', '-cmd']), "'=1+1,'@SUM(A1),'+52 55,-3.5,'-cmd\r\n");
});

test('a formula is not run from behind white space, in wide signs, or as the cell behind a semicolon', () => {
  assert.equal(csvLine([' =1+1', '\n=1+1', '＝1+1']), `' =1+1,"'\n=1+1",'＝1+1\r\n`);
  assert.equal(csvLine(['Lote 4;=HYPERLINK(A1)', 'Lote\t=1+1']), `"Lote 4;=HYPERLINK(A1)","Lote\t=1+1"\r\n`);
});
