import { encodeText, type EncodingPolicy, type SmsEncoding } from './encoding.ts';
import { findSeptets } from './gsm7.ts';
import { MAX_PARTS, segment, type Concatenation } from './segment.ts';
import { buildHeader, type PartPosition } from './udh.ts';

/** GSM 7-bit default alphabet and UCS-2 (SMPP 3.4 section 5.2.19): always said, never left to the carrier's default. */
export const DATA_CODING = { gsm7: 0, latin1: 3, ucs2: 8 } as const;

/** One part of a message, ready for a carrier. */
export interface SmsFrame {
  readonly dataCoding: number;
  /** True when `octets` begin with a user data header (esm_class bit 0x40). */
  readonly hasHeader: boolean;
  /** Header and text; at most 140 octets on the air, one septet per octet here. */
  readonly octets: Uint8Array;
  /** Where the part stands; absent when the message is one part. With `sar` it must go into TLVs. */
  readonly position?: PartPosition;
}

export interface FrameOptions {
  readonly policy: EncodingPolicy;
  /** The same for all parts and for a repetition of the message; 16 bits. */
  readonly reference: number;
  readonly concatenation?: Concatenation;
}

/** The text cannot go out as it stands: `unsendable` characters, or more than `MAX_PARTS` parts. */
export class UnsendableText extends Error {
  readonly unsendable: readonly string[];
  constructor(unsendable: readonly string[]) {
    super(unsendable.length > 0 ? 'the text holds characters that cannot be sent' : `more than ${MAX_PARTS} parts`);
    this.name = 'UnsendableText';
    this.unsendable = unsendable;
  }
}

/** The parts of a text, in order. Same text, policy, concatenation and reference: same octets. Throws `UnsendableText`. */
export function encodeSms(text: string, options: FrameOptions): readonly SmsFrame[] {
  const { policy, reference, concatenation = 'udh16' } = options;
  const encoded = encodeText(text, policy);
  if (encoded.unsendable.length > 0) throw new UnsendableText(encoded.unsendable);
  const segments = segment(encoded.text, encoded.encoding, concatenation);
  if (segments.length > MAX_PARTS) throw new UnsendableText([]);
  return segments.map((part, index) => {
    const position = segments.length > 1 ? { reference, parts: segments.length, part: index + 1 } : undefined;
    const header = buildHeader(position, concatenation, encoded.encoding === 'gsm7-spanish');
    const body = encodeSegment(part.text, encoded.encoding);
    const octets = new Uint8Array(header.length + body.length);
    octets.set(header);
    octets.set(body, header.length);
    return {
      dataCoding: encoded.encoding === 'ucs2' ? DATA_CODING.ucs2 : DATA_CODING.gsm7,
      hasHeader: header.length > 0,
      octets,
      ...(position && { position }),
    };
  });
}

function encodeSegment(text: string, encoding: SmsEncoding): Uint8Array {
  if (encoding === 'ucs2') {
    const octets = new Uint8Array(text.length * 2);
    const view = new DataView(octets.buffer);
    for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i));
    return octets;
  }
  const shift = encoding === 'gsm7' ? 'none' : 'spanish';
  // Each character is one or two septets; written into place, for this is done for every message.
  const octets = new Uint8Array(text.length * 2);
  let length = 0;
  for (const character of text) for (const septet of findSeptets(character, shift) ?? []) octets[length++] = septet;
  return octets.subarray(0, length);
}
