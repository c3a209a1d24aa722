import { HEADER_OCTETS } from './decode.ts';
import { SmppDecodeError } from './octets.ts';

/** A message_payload of 64 kB with everything around it is the longest unit that the standard knows. */
export const MAX_UNIT_OCTETS = 66_000;

/**
 * Cuts a stream of octets into units. A length below the header or above the limit is a `SmppDecodeError`: the stream
 * has lost its beat and only a new connection mends it. Holds at most one unit that is not complete.
 */
export class FrameDecoder {
  readonly #maxOctets: number;
  readonly #length = Buffer.alloc(4);
  #lengthOctets = 0;
  #unit: Buffer | undefined;
  #filled = 0;

  constructor(maxOctets = MAX_UNIT_OCTETS) {
    this.#maxOctets = maxOctets;
  }

  /** The units that `chunk` completes, in order; they may be views into `chunk`. */
  push(chunk: Buffer): Buffer[] {
    const units: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#unit) {
        const whole = this.#lengthOctets === 0 && chunk.length - at >= 4;
        if (whole) {
          const length = this.#checked(chunk.readUInt32BE(at));
          if (at + length <= chunk.length) {
            units.push(chunk.subarray(at, at + length));
            at += length;
            continue;
          }
          this.#begin(length);
        } else {
          at += this.#takeLength(chunk, at);
          continue;
        }
      }
      at += this.#fill(chunk, at, units);
    }
    return units;
  }

  #checked(length: number): number {
    if (length < HEADER_OCTETS || length > this.#maxOctets)
      throw new SmppDecodeError(`the peer announces a unit of ${length} octets`);
    return length;
  }

  #takeLength(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#length, this.#lengthOctets, at, at + 4 - this.#lengthOctets);
    this.#lengthOctets += taken;
    if (this.#lengthOctets === 4) {
      this.#lengthOctets = 0;
      const unit = this.#begin(this.#checked(this.#length.readUInt32BE(0)));
      this.#filled = this.#length.copy(unit);
    }
    return taken;
  }

  #begin(length: number): Buffer {
    this.#filled = 0;
    this.#unit = Buffer.allocUnsafe(length);
    return this.#unit;
  }

  #fill(chunk: Buffer, at: number, units: Buffer[]): number {
    const unit = this.#unit;
    if (!unit) return 0;
    const taken = chunk.copy(unit, this.#filled, at);
    this.#filled += taken;
    if (this.#filled === unit.length) {
      units.push(unit);
      this.#unit = undefined;
    }
    return taken;
  }
}
