import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#test/support/shuffle.ts';
import { encodeText } from './encoding.ts';
import { naiveEncoding, naiveParts } from './oracle.testing.ts';
import { segment } from './segment.ts';

// Beside fast-check in sms.test.ts, which shrinks but is too slow for so many: a plain generator that anybody can repeat.
// split-sms and sms-segments-calculator were no oracle: neither knows the Spanish shift or a 16-bit reference.
const TEXTS = 100_000;
const SEED = 20_261_121;

/** The room of a message alone and of a part: 3GPP TS 23.040 section 9.2.3.24 with a 16-bit or an 8-bit reference. */
const ROOMS = {
  udh16: { gsm7: [160, 152], 'gsm7-spanish': [155, 148], ucs2: [70, 66] },
  udh8: { gsm7: [160, 153], 'gsm7-spanish': [155, 149], ucs2: [70, 67] },
} as const;
const ALPHABETS = ['abcdeñÑüéÉ¿¡ 0123456789.,ABCÇà', 'abcdeñ €[]{}\\^~|', 'abcdeñ áíóúÁÍÓÚç€', 'abc áí “”—…😀中½'].map(
  (letters) => [...letters],
);
/** Lengths near where a part ends, where mistakes are. */
const LENGTHS = [1, 60, 66, 70, 130, 134, 148, 152, 160, 300, 306, 310];

test(`the parts of ${TEXTS} texts are those of another reading of the standard, and no pair is ever split`, (t) => {
  const uniform = seededRandom(SEED);
  const random = (below: number) => Math.floor(uniform() * below);
  const began = process.cpuUsage();
  const counts = { gsm7: 0, 'gsm7-spanish': 0, ucs2: 0 };
  for (let turn = 0; turn < TEXTS; turn++) {
    const alphabet = ALPHABETS[random(ALPHABETS.length)] ?? [];
    const length = (LENGTHS[random(LENGTHS.length)] ?? 0) + random(12);
    let text = '';
    // Runs of one letter are quick to make and meet each border at each offset.
    while (text.length < length) text += (alphabet[random(alphabet.length)] ?? '').repeat(1 + random(40));
    const policy = (['keep', 'fold', 'shift'] as const)[turn % 3] ?? 'keep';
    const way = turn % 2 === 0 ? 'udh16' : 'udh8';
    const { encoding, text: sent } = encodeText(text, policy);
    const oracle = naiveEncoding(sent, policy === 'shift');
    const [single, each] = ROOMS[way][oracle];
    const parts = segment(sent, encoding, way).map((part) => part.text);
    const expected = naiveParts(sent, oracle, single, each);
    counts[encoding]++;
    if (encoding !== oracle || parts.length !== expected.length || parts.some((part, at) => part !== expected[at]))
      assert.fail(`text ${turn} of seed ${SEED}: ${JSON.stringify({ sent, encoding, oracle, parts, expected })}`);
    if (parts.some((part) => /[\ud800-\udbff]$/.test(part))) assert.fail(`text ${turn}: a surrogate pair was split`);
  }
  const { user } = process.cpuUsage(began);
  t.diagnostic(`${JSON.stringify(counts)}, ${(user / 1_000_000).toFixed(1)} s of CPU`);
  assert.ok(Object.values(counts).every((count) => count > TEXTS / 20));
});
