import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { normaliseMobile } from './mobile.ts';

const RUNS = { numRuns: 2000 };
/** Area codes of the state and of where its people are: two digits for the three big cities, three for the rest. */
const AREAS = [
  '55',
  '56',
  '33',
  '81',
  '722',
  '711',
  '712',
  '714',
  '716',
  '717',
  '718',
  '719',
  '721',
  '723',
  '724',
  '725',
];

/** Ten digits that the numbering plan knows. */
const national = fc
  .tuple(fc.constantFrom(...AREAS), fc.integer({ min: 2_000_000, max: 79_999_999 }))
  .map(([area, rest]) => `${area}${String(rest).padStart(8, '0')}`.slice(0, 10))
  .filter((digits) => normaliseMobile(digits).ok);
/** What people put in front, before and after 2019-08-03 (docs/acceptance/notifications.md, 12). */
const prefix = fc.constantFrom(
  '',
  '+52',
  '52',
  '+521',
  '521',
  '+52 1',
  '044',
  '045',
  '01',
  '+52 044',
  '52 045',
  '+52 01',
);
const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '\u00A0', '\u2013', ') ', ' (');

const written = fc
  .tuple(national, prefix, fc.array(separator, { minLength: 10, maxLength: 10 }))
  .map(([digits, before, between]) => ({
    digits,
    text: `${before}${[...digits].map((digit, at) => `${between[at]}${digit}`).join('')}`,
  }));

test('a number comes out the same whatever stands in front of it and between its digits', () => {
  fc.assert(
    fc.property(written, ({ digits, text }) => {
      assert.deepEqual(normaliseMobile(text), { ok: true, e164: `+52${digits}` }, JSON.stringify(text));
    }),
    RUNS,
  );
});

test('what came out goes in again and stays as it is', () => {
  fc.assert(
    fc.property(written, ({ text }) => {
      const once = normaliseMobile(text);
      assert.ok(once.ok);
      assert.deepEqual(normaliseMobile(once.e164), once);
    }),
    RUNS,
  );
});

test('one digit less is never another number, but a question', () => {
  fc.assert(
    fc.property(national, fc.integer({ min: 0, max: 9 }), (digits, gone) => {
      assert.deepEqual(normaliseMobile(digits.slice(0, gone) + digits.slice(gone + 1)), {
        ok: false,
        problem: 'too-short',
      });
    }),
    RUNS,
  );
});

test('whatever is typed, the answer is a number of Mexico, the United States or Canada, or a reason', () => {
  const noise = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'0123456789+ -()'), maxLength: 20 }),
    fc.stringMatching(/^\+?[0-9]{1,18}$/),
  );
  fc.assert(
    fc.property(noise, (text) => {
      const answer = normaliseMobile(text);
      if (answer.ok) assert.match(answer.e164, /^\+(?:52|1)[2-9]\d{9}$/);
      else assert.match(answer.problem, /^(?:too-short|too-long|not-a-number|foreign|no-such-number|no-messages)$/);
    }),
    { numRuns: 20_000 },
  );
});

test('marks that a telephone copies along with a number are not seen and do not count', () => {
  assert.deepEqual(normaliseMobile('\u202A+52 722 280 5230\u202C'), { ok: true, e164: '+527222805230' });
  assert.deepEqual(normaliseMobile('\uFEFF722\u2011280\u20115230'), { ok: true, e164: '+527222805230' });
});

test('of ten digits of any kind exactly those are taken that the library takes for a telephone with messages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (number) => {
      const e164 = `+52${String(number).padStart(10, '0')}`;
      const known = parsePhoneNumberFromString(e164);
      const type = known?.isValid() && known.country === 'MX' ? known.getType() : undefined;
      const takesMessages = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'PERSONAL_NUMBER'].includes(type ?? '');
      assert.equal(normaliseMobile(e164).ok, takesMessages, e164);
    }),
    { numRuns: 5_000 },
  );
});
