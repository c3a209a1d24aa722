import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REGISTRY_SERVICES } from '../seed/registry-services.ts';
import { searchByText } from './search.ts';

const find = (query: string) =>
  searchByText(REGISTRY_SERVICES, query, (item) => `${item.es} ${item.aboutEs}`).map((item) => item.slug);

test('a search forgives spelling, accents and number', () => {
  assert.equal(find('sertificado de gravamen')[0], 'certificado-gravamenes');
  assert.equal(find('copia sertificada')[0], 'copias-certificadas');
  assert.equal(find('erencia')[0], 'adjudicacion-herencia');
  assert.equal(find('cancelacion ipoteca')[0], 'cancelacion-hipoteca');
});

test('an empty search shows everything and nonsense shows nothing', () => {
  assert.equal(find('').length, REGISTRY_SERVICES.length);
  assert.deepEqual(find('xqzw'), []);
});
