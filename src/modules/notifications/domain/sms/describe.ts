import { encodeText, type EncodingPolicy, type SmsEncoding } from './encoding.ts';
import { MAX_PARTS, segment, unitsPerPart, type Concatenation } from './segment.ts';

export interface SmsDescription {
  readonly encoding: SmsEncoding;
  /** The text as the telephone will show it (folded, composed). Not to be sent while `sendable` is false. */
  readonly text: string;
  /** How many messages the carrier will charge. */
  readonly parts: number;
  /** Units in each part: septets, or 16-bit units in UCS-2. */
  readonly unitsPerPart: readonly number[];
  /** Units that the last part still has room for, at the present number of parts. */
  readonly unitsLeft: number;
  /** Characters that cannot be sent: they block a template's approval. */
  readonly unsendable: readonly string[];
  /** More than `MAX_PARTS` parts. */
  readonly tooLong: boolean;
  readonly sendable: boolean;
}

/** What a text would become as a short message: encoding, parts, and what stands in the way. For editors and for costs. */
export function describeSms(
  text: string,
  policy: EncodingPolicy,
  concatenation: Concatenation = 'udh16',
): SmsDescription {
  const encoded = encodeText(text, policy);
  const units = segment(encoded.text, encoded.encoding, concatenation).map((part) => part.units);
  const room = unitsPerPart(encoded.encoding, units.length > 1, concatenation);
  const tooLong = units.length > MAX_PARTS;
  return {
    ...encoded,
    parts: units.length,
    unitsPerPart: units,
    unitsLeft: room - (units.at(-1) ?? 0),
    tooLong,
    sendable: !tooLong && encoded.unsendable.length === 0,
  };
}
