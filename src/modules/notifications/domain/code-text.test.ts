import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeTexts } from '../code-texts.ts';
import { codeSms, sizeOfCode } from './code-text.ts';

const WORDS = (['es-MX', 'en'] as const).flatMap((locale) =>
  (['sms.add_channel', 'sms.remove_channel', 'sms.access'] as const).map((key) =>
    codeTexts(locale)(key, { minutes: 10 }),
  ),
);

for (const words of WORDS) {
  test(`"${words.slice(12, 48)}…" is one 7-bit segment and ends with the line that telephones read`, () => {
    const text = codeSms(words, 'https://ventanilla.edomex.gob.mx');
    const size = sizeOfCode(text);
    assert.equal(size.parts, 1, `${size.unitsPerPart.join()} units`);
    assert.equal(size.encoding, 'gsm7');
    assert.deepEqual(size.unsendable, []);
    assert.equal(text.split('\n').at(-1), '@ventanilla.edomex.gob.mx #((codigo))');
  });
}

test('a host too long for the segment costs the line, never a second segment', () => {
  const text = codeSms(WORDS[0] ?? '', `https://${'tramites.'.repeat(9)}gob.mx`);
  assert.equal(text, WORDS[0]);
  assert.equal(sizeOfCode(text).parts, 1);
});
