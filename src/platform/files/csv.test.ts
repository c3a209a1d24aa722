import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv.ts';

test('commas, quotes and line breaks are quoted', () => {
  assert.equal(csvLine(['a,b', 'dice "hola"', 'uno\ndos', 3]), '"a,b","dice ""hola""","uno\ndos",3\r\n');
});

test('what a spreadsheet would run as a formula is shown as text, numbers stay numbers', () => {
  assert.equal(csvLine(['=1+1', '@SUM(A1)', '+52 55', '-3.5', '-cmd']), "'=1+1,'@SUM(A1),'+52 55,-3.5,'-cmd\r\n");
});
