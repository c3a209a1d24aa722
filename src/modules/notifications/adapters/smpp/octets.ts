import { STATUS } from './status.ts';

/** Octets from the peer that are no valid unit; `status` is the answer the standard has for it. */
export class SmppDecodeError extends Error {
  readonly status: number;
  constructor(message: string, status: number = STATUS.ESME_RINVCMDLEN) {
    super(message);
    this.name = 'SmppDecodeError';
    this.status = status;
  }
}

/** A field that does not fit in its place: a mistake of ours, found before a byte leaves. */
export class SmppEncodeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SmppEncodeError';
  }
}

/** Reads a unit's body field by field; running past its end is a `SmppDecodeError`, never an exception of Buffer. */
export class OctetReader {
  readonly #octets: Buffer;
  #at: number;

  constructor(octets: Buffer, at: number) {
    this.#octets = octets;
    this.#at = at;
  }

  get left(): number {
    return this.#octets.length - this.#at;
  }

  uint8(): number {
    const value = this.#octets[this.#at];
    if (value === undefined) throw new SmppDecodeError('the unit ends within a field');
    this.#at += 1;
    return value;
  }

  uint16(): number {
    return this.uint8() * 256 + this.uint8();
  }

  /** A zero-terminated string of at most `max` octets with its zero. */
  cString(max: number): string {
    const end = this.#octets.indexOf(0, this.#at);
    if (end === -1 || end - this.#at >= max)
      throw new SmppDecodeError('a string is not closed in its length', STATUS.ESME_RINVPARLEN);
    const value = this.#octets.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return value;
  }

  /** What is left up to its first zero or its end, for fields whose length carriers do not keep. */
  looseString(): string {
    const rest = this.octets(this.left);
    const end = rest.indexOf(0);
    return Buffer.from(end === -1 ? rest : rest.subarray(0, end)).toString('latin1');
  }

  octets(length: number): Uint8Array {
    if (length > this.left) throw new SmppDecodeError('a length runs past the end of the unit', STATUS.ESME_RINVPARLEN);
    const value = this.#octets.subarray(this.#at, this.#at + length);
    this.#at += length;
    return value;
  }
}

/** Writes a unit into one buffer that grows; lengths are checked, for a carrier answers a bad one by closing the line. */
export class OctetWriter {
  #octets: Buffer = Buffer.allocUnsafe(320);
  #at = 0;

  #room(length: number): void {
    if (this.#at + length <= this.#octets.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#octets.length * 2, this.#at + length));
    this.#octets.copy(larger, 0, 0, this.#at);
    this.#octets = larger;
  }

  uint8(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0xff) throw new SmppEncodeError(`${value} is not one octet`);
    this.#room(1);
    this.#octets[this.#at] = value;
    this.#at += 1;
  }

  uint16(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff)
      throw new SmppEncodeError(`${value} is not two octets`);
    this.#room(2);
    this.#at = this.#octets.writeUInt16BE(value, this.#at);
  }

  uint32(value: number): void {
    this.#room(4);
    this.#at = this.#octets.writeUInt32BE(value, this.#at);
  }

  /** `max` counts the closing zero, as the standard's tables do. */
  cString(value: string, max: number, field: string): void {
    if (value.length >= max) throw new SmppEncodeError(`${field} has more than ${max - 1} characters`);
    // eslint-disable-next-line no-control-regex -- a zero within would end the string early and shift every field after it
    if (/[\0\u0100-\uffff]/.test(value)) throw new SmppEncodeError(`${field} holds a character that SMPP cannot carry`);
    this.#room(value.length + 1);
    this.#octets.write(value, this.#at, 'latin1');
    this.#at += value.length;
    this.#octets[this.#at] = 0;
    this.#at += 1;
  }

  octets(value: Uint8Array): void {
    this.#room(value.length);
    this.#octets.set(value, this.#at);
    this.#at += value.length;
  }

  /** The finished unit, its length written in front. */
  finish(): Buffer {
    this.#octets.writeUInt32BE(this.#at, 0);
    return this.#octets.subarray(0, this.#at);
  }
}
