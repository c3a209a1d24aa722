import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SegmentedMessage } from 'sms-segments-calculator';
import splitter from 'split-sms';
import { seededRandom } from '#test/support/shuffle.ts';
import { encodeText, type EncodedText } from './encoding.ts';
import { naiveEncoding, naiveParts } from './oracle.testing.ts';
import { segment } from './segment.ts';

// Beside fast-check in sms.test.ts, which shrinks but is too slow for so many: a plain generator that anybody can repeat.
// The two libraries know neither the Spanish shift nor a 16-bit reference: for those the naive reading is the oracle.
const TEXTS = 100_000;
const SEED = 20_261_121;
/** sms-segments-calculator sums up a part anew for each letter, 0.7 ms a text. With 1 here all 100,000 agreed (72 s). */
const CALCULATED_EACH = 100;

/** The room of a message alone and of a part: 3GPP TS 23.040 section 9.2.3.24 with a 16-bit or an 8-bit reference. */
const ROOMS = {
  udh16: { gsm7: [160, 152], 'gsm7-spanish': [155, 148], ucs2: [70, 66] },
  udh8: { gsm7: [160, 153], 'gsm7-spanish': [155, 149], ucs2: [70, 67] },
} as const;
const ALPHABETS = [
  'abcdeñÑüéÉ¿¡ 0123456789.,ABCÇà',
  'abcdeñ €[]{}\\^~|',
  'abcdeñ áíóúÁÍÓÚç€',
  'abc áí “”—…😀中½',
  'a\n\r\f@$_ΔΦΓΛΩΠΨΣΘΞÆæßÅåØøèùìò¤§',
].map((letters) => [...letters]);
/** Lengths near where a part ends, where mistakes are. */
const LENGTHS = [1, 60, 66, 70, 130, 134, 148, 152, 160, 300, 306, 310];

interface Reading {
  readonly encoding: string;
  readonly parts: readonly string[];
}

function ours({ text, encoding }: EncodedText, way: 'udh8' | 'udh16'): Reading {
  return { encoding, parts: segment(text, encoding, way).map((part) => part.text) };
}

function bySplitSms(text: string): Reading {
  const { characterSet, parts } = splitter.split(text);
  return { encoding: characterSet === 'GSM' ? 'gsm7' : 'ucs2', parts: parts.map(({ content }) => content) };
}

function byCalculator(text: string): Reading {
  const { encodingName, segments } = new SegmentedMessage(text);
  // Copied first: its segments are lists that fill themselves with a header when one is made of another.
  const parts = segments.map((part) => [...part].map((one: { raw?: string }) => one.raw ?? '').join(''));
  return { encoding: encodingName === 'GSM-7' ? 'gsm7' : 'ucs2', parts };
}

const isSame = (one: Reading, other: Reading): boolean =>
  one.encoding === other.encoding &&
  one.parts.length === other.parts.length &&
  one.parts.every((part, at) => part === other.parts[at]);

test(`the parts of ${TEXTS} texts are those of three other readings of the standard, and no pair is ever split`, (t) => {
  const uniform = seededRandom(SEED);
  const random = (below: number) => Math.floor(uniform() * below);
  const began = process.cpuUsage();
  const counts = { gsm7: 0, 'gsm7-spanish': 0, ucs2: 0, bySplitSms: 0, byCalculator: 0 };
  for (let turn = 0; turn < TEXTS; turn++) {
    const alphabet = ALPHABETS[random(ALPHABETS.length)] ?? [];
    const length = (LENGTHS[random(LENGTHS.length)] ?? 0) + random(12);
    let text = '';
    // Runs of one letter are quick to make and meet each border at each offset.
    while (text.length < length) text += (alphabet[random(alphabet.length)] ?? '').repeat(1 + random(40));
    const compare = (name: string, mine: Reading, theirs: Reading) => {
      if (!isSame(mine, theirs)) assert.fail(`text ${turn} of seed ${SEED}: ${JSON.stringify({ name, mine, theirs })}`);
    };
    const policy = (['keep', 'fold', 'shift'] as const)[turn % 3] ?? 'keep';
    const encoded = encodeText(text, policy);
    counts[encoded.encoding]++;
    if (encoded.encoding === 'gsm7-spanish' || turn % 5 === 0) {
      const way = turn % 2 === 0 ? 'udh16' : 'udh8';
      const encoding = naiveEncoding(encoded.text, policy === 'shift');
      const [single, each] = ROOMS[way][encoding];
      const mine = ours(encoded, way);
      compare('naive', mine, { encoding, parts: naiveParts(encoded.text, encoding, single, each) });
      if (mine.parts.some((part) => /[\ud800-\udbff]$/.test(part))) assert.fail(`text ${turn}: a pair was split`);
    }
    const plain = encoded.encoding === 'gsm7-spanish' ? encodeText(text, 'keep') : encoded;
    const mine = ours(plain, 'udh8');
    compare('split-sms', mine, bySplitSms(plain.text));
    counts.bySplitSms++;
    if (turn % CALCULATED_EACH === 0) {
      compare('sms-segments-calculator', mine, byCalculator(plain.text));
      counts.byCalculator++;
    }
  }
  const { user } = process.cpuUsage(began);
  t.diagnostic(`${JSON.stringify(counts)}, ${(user / 1_000_000).toFixed(1)} s of CPU`);
  assert.ok([counts.gsm7, counts['gsm7-spanish'], counts.ucs2].every((count) => count > TEXTS / 20));
  assert.equal(counts.bySplitSms, TEXTS);
});

test('every character of the plane has the alphabet that the two libraries give it', () => {
  for (let code = 1; code < 0x1_0000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const { text, encoding } = encodeText(String.fromCodePoint(code), 'keep');
    const readings = [bySplitSms(text), ...(code < 0x3000 ? [byCalculator(text)] : [])];
    for (const theirs of readings) assert.equal(theirs.encoding, encoding, `U+${code.toString(16)}`);
  }
});

test('where sms-segments-calculator differs, it moves a composed emoji whole; the text and the count stay the same', () => {
  const family = '👨‍👩‍👧‍👦';
  const text = `${'x'.repeat(60)}${family}${'x'.repeat(10)}`;
  const mine = ours(encodeText(text, 'keep'), 'udh8');
  assert.ok(isSame(mine, bySplitSms(text)));
  const theirs = byCalculator(text);
  // Only 16-bit pairs must stay together (section 6.2.3); telephones join the parts before they show anything.
  assert.deepEqual([mine.parts.length, theirs.parts.length], [2, 2]);
  assert.notDeepEqual(mine.parts, theirs.parts);
  assert.equal(mine.parts.join(''), theirs.parts.join(''));
});
