import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NumberPlan, readNumberPlan } from './number-plan.ts';

const HEADERS = ['NIR', 'SERIE', 'NUMERACIÓN INICIAL', 'NUMERACIÓN FINAL', 'TIPO RED', 'RAZÓN SOCIAL'];
const ROWS = [
  ['722', '280', '5000', '5999', 'FIJO', 'Telefonía del Centro'],
  ['722', '500', '0000', '9999', 'MOVIL', 'Celular del Valle'],
  ['55', '5000', '0', '9999', 'Móvil', 'Celular del Valle'],
];

test('the table of the regulator is read, and a number is found in its range or in none', () => {
  const read = readNumberPlan(HEADERS, ROWS);
  assert.ok(read.ok);
  const plan = new NumberPlan(read.ranges);
  const kinds = ['+527222804999', '+527222805000', '+527222805230', '+527222805999', '+527222806000', '+527225000404'];
  assert.deepEqual(
    kinds.map((number) => plan.find(number)?.kind),
    [undefined, 'fixed', 'fixed', 'fixed', undefined, 'mobile'],
  );
  assert.equal(plan.find('+525550000000')?.operator, 'Celular del Valle');
  assert.equal(plan.find('+17222805230'), undefined, 'another country');
  assert.equal(new NumberPlan([]).find('+527222805230'), undefined);
});

test('whole numbers are read too', () => {
  const read = readNumberPlan(['desde', 'hasta', 'red'], [['7222805000', '7222805999', 'fijo']]);
  assert.deepEqual(read, {
    ok: true,
    ranges: [{ first: 7_222_805_000, last: 7_222_805_999, kind: 'fixed', operator: '' }],
  });
});

test('a wrong row is named, and the file is refused whole', () => {
  const wrong = (row: string[]) => readNumberPlan(HEADERS, [...ROWS, row]);
  const cases = [
    [['722', '2805', '0000', '9999', 'FIJO', ''], 'range'],
    [['722', '281', '9000', '1000', 'FIJO', ''], 'range'],
    [['722', '281', '0000', '9999', 'SATELITAL', ''], 'kind'],
    [['722', '280', '5900', '6100', 'FIJO', ''], 'overlap'],
  ] as const;
  for (const [row, problem] of cases) assert.deepEqual(wrong([...row]), { ok: false, line: 5, problem }, row.join());
  assert.deepEqual(readNumberPlan(['a', 'b'], []), { ok: false, line: 1, problem: 'columns' });
});
