import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameSitePath } from './same-site-path.ts';

for (const elsewhere of [
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '\\\\elsewhere.example',
  'https://elsewhere.example/personal',
  'javascript:alert(1)',
  '/\n//elsewhere.example',
  '/a/..//elsewhere.example',
  '/.//elsewhere.example',
  ' /personal',
  '',
  undefined,
]) {
  test(`${JSON.stringify(elsewhere)} leads to the start page`, () => {
    assert.equal(sameSitePath(elsewhere, '/personal'), '/personal');
  });
}

test('a page of ours stays, with its query and without its fragment', () => {
  assert.equal(sameSitePath('/personal/registro?etapa=entered#a', '/x'), '/personal/registro?etapa=entered');
});
