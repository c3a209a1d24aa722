import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REGISTRY_SERVICES } from '../seed/registry-services.ts';
import { changedFields, lineChanges } from './compare.ts';

const content = REGISTRY_SERVICES[0]?.content;
assert.ok(content);

test('only the fields that differ are told, lists by their contents', () => {
  const after = { ...content, costCents: 50_050, suspensionReasons: content.suspensionReasons.slice(1) };
  assert.deepEqual(changedFields(content, after), ['costCents', 'suspensionReasons']);
  assert.deepEqual(changedFields(content, structuredClone(content)), []);
});

test('an edited line shows as removed and added, an unchanged one does not show', () => {
  assert.deepEqual(lineChanges(['acta', 'pago'], ['acta', 'pago de derechos']), {
    removed: ['pago'],
    added: ['pago de derechos'],
    reordered: false,
  });
});

test('a change of order alone is told, because the desk asks for documents in that order', () => {
  assert.deepEqual(lineChanges(['acta', 'pago'], ['pago', 'acta']), { removed: [], added: [], reordered: true });
  assert.equal(lineChanges(['acta', 'pago', 'plano'], ['acta', 'plano']).reordered, false);
});
