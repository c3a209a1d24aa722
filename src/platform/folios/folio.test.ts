import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatFolio, parseFolio } from './folio.ts';

const letters = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 3, maxLength: 3 });
const folios = fc.record({
  series: letters,
  year: fc.integer({ min: 2000, max: 2099 }),
  number: fc.integer({ min: 1, max: 999_999 }),
});

test('a folio is read back as it was made, however people write it', () => {
  fc.assert(
    fc.property(folios, (folio) => {
      const text = formatFolio(folio);
      for (const written of [text, text.toLowerCase(), text.replaceAll('-', ''), ` ${text.replaceAll('-', ' ')} `]) {
        assert.deepEqual(parseFolio(written), { ok: true, folio: { ...folio }, text });
      }
    }),
  );
});

test('every single wrong digit and every swap of two neighbours is noticed', () => {
  fc.assert(
    fc.property(folios, fc.nat(12), fc.integer({ min: 1, max: 9 }), (folio, at, change) => {
      const text = formatFolio(folio).replaceAll('-', '');
      const character = text.charAt(at);
      if (/\d/.test(character)) {
        const wrong = text.slice(0, at) + ((Number(character) + change) % 10) + text.slice(at + 1);
        assert.equal(parseFolio(wrong).ok, false);
      }
      const swapped = text.slice(0, at) + text.charAt(at + 1) + character + text.slice(at + 2);
      if (swapped !== text) assert.equal(parseFolio(swapped).ok, false);
    }),
  );
});

test('text that is no folio is told apart from a mistyped one', () => {
  assert.deepEqual(parseFolio('hola'), { ok: false, reason: 'format' });
  const right = formatFolio({ series: 'TOL', year: 2026, number: 123 });
  const wrong = right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A');
  assert.deepEqual(parseFolio(wrong), { ok: false, reason: 'check' });
});
