import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameKey } from './name-key.ts';

test('accents, capitals, particles, abbreviations and order do not make another person', () => {
  const key = nameKey('María de los Ángeles Hernández Peña');
  for (const written of [
    'MARIA ANGELES HERNANDEZ PEÑA',
    'Ma. de los Angeles Hernández Pena',
    'Hernández Peña, María de los Ángeles',
  ]) {
    assert.equal(nameKey(written), key);
  }
});

test('another surname is another person', () => {
  assert.notEqual(nameKey('Juan Pérez López'), nameKey('Juan Pérez Gómez'));
});
