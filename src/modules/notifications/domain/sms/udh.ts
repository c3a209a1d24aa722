import type { Concatenation } from './segment.ts';

/** Where a part stands in its message: `part` counts from 1. */
export interface PartPosition {
  /** The same in all parts of a message; 8 or 16 bits are sent. */
  readonly reference: number;
  readonly parts: number;
  readonly part: number;
}

/** What a user data header says (3GPP TS 23.040 section 9.2.3.24), as far as text is concerned. */
export interface UserDataHeader {
  readonly position?: PartPosition;
  /** Information element 0x24 with the value 2 (Spanish). */
  readonly spanishShift: boolean;
  /** Octets of the header with its length octet: where the text begins. */
  readonly octets: number;
}

const CONCATENATED_8 = 0x00;
const CONCATENATED_16 = 0x08;
const SINGLE_SHIFT = 0x24;
const SPANISH = 2;

/** The header's octets with the length in front; empty when there is nothing to say. */
export function buildHeader(
  position: PartPosition | undefined,
  concatenation: Concatenation,
  spanishShift: boolean,
): Uint8Array {
  const elements: number[] = [];
  if (position && concatenation === 'udh16') {
    const { reference, parts, part } = position;
    elements.push(CONCATENATED_16, 4, (reference >> 8) & 0xff, reference & 0xff, parts, part);
  } else if (position && concatenation === 'udh8') {
    elements.push(CONCATENATED_8, 3, position.reference & 0xff, position.parts, position.part);
  }
  if (spanishShift) elements.push(SINGLE_SHIFT, 1, SPANISH);
  return Uint8Array.from(elements.length === 0 ? [] : [elements.length, ...elements]);
}

/** Reads a header at the start of `octets`. Undefined when its lengths lie; unknown elements are skipped. */
export function findHeader(octets: Uint8Array): UserDataHeader | undefined {
  const length = octets[0];
  if (length === undefined || length + 1 > octets.length) return undefined;
  let position: PartPosition | undefined;
  let spanishShift = false;
  let at = 1;
  while (at <= length) {
    const element = octets[at];
    const next = at + 2 + (octets[at + 1] ?? 0);
    if (next > length + 1) return undefined;
    const value = octets.subarray(at + 2, next);
    const [a = 0, b = 0, c = 0, d = 0] = value;
    if (element === CONCATENATED_8 && value.length === 3) position = positionOf(a, b, c) ?? position;
    if (element === CONCATENATED_16 && value.length === 4) position = positionOf((a << 8) | b, c, d) ?? position;
    if (element === SINGLE_SHIFT && value.length === 1) spanishShift = a === SPANISH;
    at = next;
  }
  return { octets: length + 1, spanishShift, ...(position && { position }) };
}

/** A part number of 0 or beyond the total is to be ignored (TS 23.040 section 9.2.3.24.1): the text stands alone. */
function positionOf(reference: number, parts: number, part: number): PartPosition | undefined {
  return part >= 1 && part <= parts ? { reference, parts, part } : undefined;
}
