import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFolio } from '#platform/folios/folio.ts';
import { folioCandidates } from './folio-candidates.ts';

const folio = formatFolio({ series: 'TOL', year: 2026, number: 123 });
const search = (written: string) => folioCandidates(written, ['TEX', 'TOL'], 2026);

test('a folio is found by as much of it as somebody remembers', () => {
  for (const written of [folio, folio.toLowerCase(), '123', '000123', '2026-123', 'TOL 123', 'tol-2026-000123']) {
    assert.ok(search(written).includes(folio), written);
  }
  assert.deepEqual(search('tol 2026 123'), [folio]);
});

test('a number alone is looked for in every office and the last years; what is no folio finds nothing', () => {
  assert.equal(search('123').length, 8);
  for (const written of ['', 'Nava', 'TOLUCA 5', "' or 1=1"]) assert.deepEqual(search(written), []);
});
