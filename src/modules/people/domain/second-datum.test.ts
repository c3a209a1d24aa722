import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameFirstSurname } from './second-datum.ts';

test('the first surname opens the detail, with or without accents, alone or with the second', () => {
  assert.ok(sameFirstSurname('hernandez', 'Hernández Peña'));
  assert.ok(sameFirstSurname(' Hernández  Peña ', 'Hernández Peña'));
  assert.ok(sameFirstSurname('de la Cruz', 'De la Cruz Gómez'));
});

test('another surname, the second one or nothing does not', () => {
  for (const written of ['Peña', 'López', '', ' ', 'de'])
    assert.equal(sameFirstSurname(written, 'Hernández Peña'), false);
});
