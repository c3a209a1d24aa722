import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareInvoice, readInvoice } from './invoice.ts';

const part = (carrierId: string, mxnE4 = 1070) => ({ carrierId, mxnE4 });

test('each part of an invoice is the same, dearer, unknown or twice, and what it leaves out is named', () => {
  const compared = compareInvoice(
    [part('a'), part('b', 2140), part('z'), part('a'), part('c')],
    [part('a'), part('b'), part('c'), part('d')],
  );
  const parts = Object.fromEntries(Object.entries(compared).map(([kind, tally]) => [kind, tally.parts]));
  assert.deepEqual(parts, { billed: 5, ours: 4, matched: 2, priced: 1, unknown: 1, missing: 1, twice: 1 });
  assert.equal(compared.billed.mxnE4 - compared.ours.mxnE4, 2140);
  assert.deepEqual(compared.missing.examples, ['d']);
});

test('columns are found by their names, and amounts read as people write them', () => {
  const rows = [
    ['x', 'A1', '$0.107'],
    ['y', 'A2', '1,234.5'],
  ];
  assert.deepEqual(readInvoice(['Fecha', 'Identificador', 'Precio'], rows), [part('A1'), part('A2', 12_345_000)]);
  assert.equal(readInvoice(['Fecha', 'Número'], rows), undefined);
});
