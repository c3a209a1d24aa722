import { DATA_CODING } from './frames.ts';
import { decodeGsm7 } from './gsm7.ts';
import type { SmsEncoding } from './encoding.ts';
import { findHeader, type PartPosition } from './udh.ts';

/** A part as it came over the wire, read as a telephone reads it. */
export interface DecodedPart {
  readonly text: string;
  readonly encoding: SmsEncoding | 'latin1';
  readonly position?: PartPosition;
}

const utf16 = new TextDecoder('utf-16be');
const latin1 = new TextDecoder('latin1');

/** Reads the octets of one part. Never throws: what came from outside is shown as well as it can be. */
export function decodePart(octets: Uint8Array, dataCoding: number, hasHeader: boolean): DecodedPart {
  const header = hasHeader ? findHeader(octets) : undefined;
  const body = header ? octets.subarray(header.octets) : octets;
  const position = header?.position ? { position: header.position } : {};
  if (dataCoding === DATA_CODING.ucs2) return { text: utf16.decode(body), encoding: 'ucs2', ...position };
  if (dataCoding === DATA_CODING.latin1) return { text: latin1.decode(body), encoding: 'latin1', ...position };
  const spanish = header?.spanishShift === true;
  const text = decodeGsm7(body, spanish ? 'spanish' : 'none');
  return { text, encoding: spanish ? 'gsm7-spanish' : 'gsm7', ...position };
}
