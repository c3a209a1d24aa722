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

test('every single wrong digit is noticed', () => {
  fc.assert(
    fc.property(folios, fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 9 }), (folio, at, change) => {
      const text = formatFolio(folio).replaceAll('-', '');
      const wrong = text.slice(0, at) + ((Number(text.charAt(at)) + change) % 10) + text.slice(at + 1);
      assert.equal(parseFolio(wrong).ok, false);
    }),
  );
});

test('of the swaps of two neighbouring digits at least 99 in 100 are noticed', () => {
  let swaps = 0;
  let missed = 0;
  for (let number = 1; number < 20_000; number++) {
    const text = formatFolio({ series: 'TOL', year: 2026, number }).replaceAll('-', '');
    for (let at = 7; at < 12; at++) {
      const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      if (swapped === text) continue;
      swaps += 1;
      if (parseFolio(swapped).ok) missed += 1;
    }
  }
  assert.ok(missed / swaps < 0.01, `${missed} of ${swaps} missed`);
});

test('text that is no folio is told apart from a mistyped one', () => {
  assert.deepEqual(parseFolio('hola'), { ok: false, reason: 'format' });
  const right = formatFolio({ series: 'TOL', year: 2026, number: 123 });
  const wrong = right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A');
  assert.deepEqual(parseFolio(wrong), { ok: false, reason: 'check' });
});
