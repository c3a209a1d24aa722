import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePart } from './decode.ts';
import { describeSms } from './describe.ts';
import { encodeText } from './encoding.ts';
import { encodeSms, UnsendableText } from './frames.ts';
import { findSeptets } from './gsm7.ts';
import { naiveEncoding, naiveParts } from './oracle.testing.ts';
import { Reassembly } from './reassembly.ts';
import { segment, unitsPerPart, type Concatenation } from './segment.ts';

const SUSPENDED =
  'IFREM: su trámite 2026-004512 fue SUSPENDIDO por el registrador. Consulte la prevención en la página y acuda a la oficina de Toluca. Gracias.';

/** Texts as offices write them, with what breaks encoders mixed in. */
const officeText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'abcdeñÑüéÉ¿¡ 0123456789.,ABCÇà\n') },
      { weight: 2, arbitrary: fc.constantFrom(...'áíóúÁÍÓÚç') },
      { weight: 2, arbitrary: fc.constantFrom(...'€[]{}\\^~|') },
      { weight: 1, arbitrary: fc.constantFrom('“', '”', '—', '…', '😀', '👩‍⚖️', '中', '½', 'a\u0301') },
    ),
    { maxLength: 1000, size: 'max' },
  )
  .map((characters) => characters.join(''));

const ROOMS: Record<Concatenation, Record<'gsm7' | 'gsm7-spanish' | 'ucs2', readonly [number, number]>> = {
  udh8: { gsm7: [160, 153], 'gsm7-spanish': [155, 149], ucs2: [70, 67] },
  udh16: { gsm7: [160, 152], 'gsm7-spanish': [155, 148], ucs2: [70, 66] },
  sar: { gsm7: [160, 152], 'gsm7-spanish': [155, 148], ucs2: [70, 66] },
};

test('a message has the room that the standard leaves after its header', () => {
  for (const concatenation of ['udh8', 'udh16', 'sar'] as const)
    for (const encoding of ['gsm7', 'gsm7-spanish', 'ucs2'] as const)
      assert.deepEqual(
        [unitsPerPart(encoding, false, concatenation), unitsPerPart(encoding, true, concatenation)],
        ROOMS[concatenation][encoding],
      );
});

test('parts equal those of a naive reading of the standard', () => {
  fc.assert(
    fc.property(
      officeText,
      fc.constantFrom('keep', 'fold', 'shift'),
      fc.constantFrom('udh8', 'udh16', 'sar'),
      (text, policy, concatenation) => {
        const { encoding, text: sent } = encodeText(text, policy);
        assert.equal(encoding, naiveEncoding(sent, policy === 'shift'));
        const parts = segment(sent, encoding, concatenation).map((part) => part.text);
        assert.deepEqual(parts, naiveParts(sent, encoding, ...ROOMS[concatenation][encoding]));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a telephone that joins the parts shows the text that the editor showed', () => {
  fc.assert(
    fc.property(
      officeText,
      fc.constantFrom('keep', 'fold', 'shift'),
      fc.constantFrom('udh8', 'udh16'),
      fc.nat(0xffff),
      (text, policy, concatenation, reference) => {
        const described = describeSms(text, policy, concatenation);
        if (!described.sendable) {
          assert.throws(() => encodeSms(text, { policy, reference, concatenation }), UnsendableText);
          return;
        }
        const frames = encodeSms(text, { policy, reference, concatenation });
        assert.equal(frames.length, described.parts);
        const telephone = new Reassembly();
        const shuffled = frames.toReversed().flatMap((frame) => {
          const septets = frame.dataCoding === 8 ? frame.octets.length / 2 : frame.octets.length;
          assert.ok(septets <= 160);
          return telephone.add('x', decodePart(frame.octets, frame.dataCoding, frame.hasHeader)) ?? [];
        });
        assert.deepEqual(
          shuffled.map((whole) => whole.text),
          [described.text],
        );
        assert.equal(telephone.unfinished, 0);
      },
    ),
    { numRuns: 500 },
  );
});

test('an escape pair at the border moves whole, so three parts are counted where a division would say two', () => {
  const text = `${'x'.repeat(152)}€${'y'.repeat(152)}`;
  assert.deepEqual(describeSms(text, 'fold', 'udh8').unitsPerPart, [152, 153, 1]);
});

test('a surrogate pair at the border moves whole', () => {
  const text = `${'á'.repeat(66)}😀${'á'.repeat(10)}`;
  assert.deepEqual(describeSms(text, 'keep', 'udh8').unitsPerPart, [66, 12]);
  assert.equal(segment(text, 'ucs2', 'udh8')[1]?.text.startsWith('😀'), true);
});

test('the notice of suspension costs three parts with its accents in UCS-2, and one folded or by the Spanish shift', () => {
  assert.ok(SUSPENDED.length > 134 && SUSPENDED.length <= 147);
  assert.equal(describeSms(SUSPENDED, 'keep').parts, 3);
  assert.equal(describeSms(SUSPENDED, 'fold').parts, 1);
  assert.equal(describeSms(SUSPENDED, 'shift').parts, 1);
  assert.equal(describeSms(SUSPENDED, 'shift').text, SUSPENDED);
});

test('folding keeps what the alphabet holds and writes base letters for the rest', () => {
  const { text, unsendable } = encodeText('¿Año? ¡Qué güero! ÉL: ÁÍÓÚ áíóú Ñandú “sí” – ‘no’… m² n.º 5', 'fold');
  assert.equal(text, '¿Año? ¡Qué güero! ÉL: AIOU aiou Ñandu "si" - \'no\'... m2 n.o 5');
  assert.deepEqual(unsendable, []);
});

test('an accent typed as a separate character is the same letter', () => {
  assert.equal(encodeText('a\u0301', 'shift').text, 'á');
  assert.equal(encodeText('n\u0303', 'fold').text, 'ñ');
});

test('no policy ever invents a question mark; what cannot be sent is named', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('keep', 'fold', 'shift'),
      (text, policy) => {
        const count = (value: string) => value.split('?').length;
        const encoded = encodeText(text, policy);
        assert.ok(count(encoded.text) <= count(text.normalize('NFKC')));
        if (encoded.encoding !== 'ucs2')
          for (const character of encoded.text) assert.ok(findSeptets(character, 'spanish'), JSON.stringify(character));
      },
    ),
    { numRuns: 1000 },
  );
  assert.deepEqual(encodeText('Cita 😀 a las 3½ 中 中', 'fold').unsendable, ['😀', '½', '中']);
  assert.deepEqual(encodeText('mal \ud800 formado', 'keep').unsendable, ['\ud800']);
});

test('a seventh part is refused', () => {
  assert.equal(describeSms('x'.repeat(152 * 6), 'fold').sendable, true);
  const long = describeSms('x'.repeat(152 * 6 + 1), 'fold');
  assert.deepEqual([long.parts, long.tooLong, long.sendable], [7, true, false]);
  assert.throws(() => encodeSms('x'.repeat(152 * 6 + 1), { policy: 'fold', reference: 1 }), UnsendableText);
});

test('the octets of a part say their alphabet and their place', () => {
  const [spanish] = encodeSms('sí', { policy: 'shift', reference: 1 });
  assert.deepEqual([...(spanish?.octets ?? [])], [3, 0x24, 1, 2, 0x73, 0x1b, 0x69]);
  const [, second] = encodeSms('a'.repeat(161), { policy: 'fold', reference: 0x1234 });
  assert.deepEqual([...(second?.octets ?? [])].slice(0, 8), [6, 0x08, 4, 0x12, 0x34, 2, 2, 0x61]);
  const [ucs2] = encodeSms('á', { policy: 'keep', reference: 1 });
  assert.deepEqual([ucs2?.dataCoding, ucs2?.hasHeader, [...(ucs2?.octets ?? [])]], [8, false, [0, 0xe1]]);
});

test('octets from outside never throw, and an unfinished message does not fill the memory', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 160 }),
      fc.constantFrom(0, 3, 8, 4, 255),
      fc.boolean(),
      (octets, coding, header) => {
        assert.equal(typeof decodePart(octets, coding, header).text, 'string');
      },
    ),
  );
  const telephone = new Reassembly(10);
  for (let reference = 0; reference < 1000; reference += 1)
    telephone.add('x', { text: 'a', encoding: 'gsm7', position: { reference, parts: 2, part: 1 } });
  assert.equal(telephone.unfinished, 10);
});
