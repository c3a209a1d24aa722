import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllWritable, isWritable, writable } from './writable.ts';

test('what people type can be written, with its lines, tabs, accents and signs of other scripts', () => {
  for (const text of ['', 'Ñandú\r\n\tárbol', 'ʉ a̱ ꞌ 𝒜 👍🏽', '\u00a0\u200b\ufeff']) assert.ok(isWritable(text), text);
});

test('control characters and half a surrogate pair cannot, and become spaces where nobody is there to ask', () => {
  for (const sign of ['\0', '\u0001', '\v', '\f', '\u001b', '\u007f']) {
    assert.ok(!isWritable(`a${sign}b`));
    assert.equal(writable(`a${sign}b${sign}`), 'a b ');
  }
  assert.ok(!isWritable('a\ud83d'));
  assert.ok(isWritable(writable('a\ud83d')));
});

test('they are found in names and values, at any depth', () => {
  assert.ok(isAllWritable({ a: ['x', { b: null, c: 1, d: true }] }));
  for (const sent of ['\0', ['a', '\0'], { a: { b: ['\0'] } }, { 'a\0': 1 }]) assert.ok(!isAllWritable(sent));
  let deep: unknown = '\0';
  for (let level = 0; level < 30_000; level++) deep = [deep];
  assert.ok(!isAllWritable(deep));
});
