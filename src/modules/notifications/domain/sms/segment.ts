import type { SmsEncoding } from './encoding.ts';
import { findSeptets, isPlain } from './gsm7.ts';

/**
 * How the parts of a long message say that they belong together. `udh16`: header with a 16-bit reference (3GPP TS 23.040
 * section 9.2.3.24.8), the default, because two long notices to one telephone at the same time must not be mixed.
 * `udh8`: header with an 8-bit reference (9.2.3.24.1), one unit more per part. `sar`: SMPP TLVs; the carrier writes the
 * header, and since the reference is of 16 bits we leave it the room of a 16-bit header.
 */
export const CONCATENATIONS = ['udh16', 'udh8', 'sar'] as const;
export type Concatenation = (typeof CONCATENATIONS)[number];

/** More parts than this arrive out of order, in pieces or not at all. */
export const MAX_PARTS = 6;

/** Room in one message: 140 octets, that is 160 septets or 70 UCS-2 units, less the header (in octets, with its length). */
const OCTETS = 140;
const CONCATENATION_OCTETS: Readonly<Record<Concatenation, number>> = { udh16: 6, udh8: 5, sar: 6 };
const SHIFT_OCTETS = 3;

/** Units (septets, or 16-bit units in UCS-2) that fit in one message or in one part of several. */
export function unitsPerPart(encoding: SmsEncoding, several: boolean, concatenation: Concatenation): number {
  const elements =
    (several ? CONCATENATION_OCTETS[concatenation] : 0) + (encoding === 'gsm7-spanish' ? SHIFT_OCTETS : 0);
  const room = OCTETS - (elements === 0 ? 0 : elements + 1);
  return encoding === 'ucs2' ? Math.floor(room / 2) : Math.floor((room * 8) / 7);
}

/** One part: its characters and how many units they take. */
export interface Segment {
  readonly text: string;
  readonly units: number;
}

/** The units of one character; a character that the encoding cannot carry is the caller's mistake. */
export function unitsOf(character: string, encoding: SmsEncoding): number {
  if (encoding === 'ucs2') return character.length;
  const septets = findSeptets(character, encoding === 'gsm7' ? 'none' : 'spanish');
  if (!septets) throw new RangeError(`U+${character.codePointAt(0)?.toString(16)} is not in the alphabet ${encoding}`);
  return septets.length;
}

/**
 * Splits a text that `encodeText` prepared. An escape pair or a surrogate pair goes whole into the next part, so a part
 * can end a unit early: dividing the length by the room would count too few parts. The empty text is one empty part.
 */
export function segment(text: string, encoding: SmsEncoding, concatenation: Concatenation): readonly Segment[] {
  const whole = { text, units: encoding !== 'ucs2' && isPlain(text) ? text.length : 0 };
  if (whole.units === 0) for (const character of text) whole.units += unitsOf(character, encoding);
  if (whole.units <= unitsPerPart(encoding, false, concatenation)) return [whole];

  const room = unitsPerPart(encoding, true, concatenation);
  const segments: Segment[] = [];
  let part = { text: '', units: 0 };
  for (const character of text) {
    const units = unitsOf(character, encoding);
    if (part.units + units > room) {
      segments.push(part);
      part = { text: '', units: 0 };
    }
    part.text += character;
    part.units += units;
  }
  segments.push(part);
  return segments;
}
