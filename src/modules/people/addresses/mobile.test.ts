import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normaliseMobile } from './mobile.ts';

const WRITTEN = [
  '7222805230',
  '+52 722 280 5230',
  '52 7222805230',
  '+5217222805230',
  '044 722 280 5230',
  '0457222805230',
  '01 (722) 280-5230',
  '722.280.52.30',
];

for (const written of WRITTEN) {
  test(`${written} is the same number in every way people write it`, () => {
    assert.deepEqual(normaliseMobile(written), { ok: true, e164: '+527222805230' });
  });
}

test('a number with a digit missing or too many is refused with the reason', () => {
  assert.deepEqual(normaliseMobile('722280523'), { ok: false, problem: 'too-short' });
  assert.deepEqual(normaliseMobile('72228052300'), { ok: false, problem: 'too-long' });
  assert.deepEqual(normaliseMobile('no tengo'), { ok: false, problem: 'not-a-number' });
});

test('a number of the United States is taken with +1, other countries are not', () => {
  assert.deepEqual(normaliseMobile('+1 312 555 0142'), { ok: true, e164: '+13125550142' });
  assert.deepEqual(normaliseMobile('+34 600 000 000'), { ok: false, problem: 'foreign' });
});

test('ten digits that no telephone has are refused: no such area code, free calls, premium calls', () => {
  for (const written of ['0000000000', '1111111111', '123 456 7890', '4001234567']) {
    assert.deepEqual(normaliseMobile(written), { ok: false, problem: 'no-such-number' }, written);
  }
  for (const written of ['800 123 4567', '900 123 4567']) {
    assert.deepEqual(normaliseMobile(written), { ok: false, problem: 'no-messages' }, written);
  }
});

test('a Caribbean number behind +1 is foreign, however near it looks', () => {
  assert.deepEqual(normaliseMobile('+1 876 555 0123'), { ok: false, problem: 'foreign' });
});
