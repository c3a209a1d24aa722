/**
 * The part of SMPP 3.4 that a sender and a carrier speak, octet by octet. Library considered: `smpp` 0.5.1. It lost
 * because it guesses encodings (GSM octets as data_coding 1, "á" as Latin-1), lets through 200 octets that no short
 * message carries, and has no types.
 */
export const COMMAND = {
  genericNack: 0x80000000,
  bindTransceiver: 0x00000009,
  bindTransceiverResp: 0x80000009,
  submitSm: 0x00000004,
  submitSmResp: 0x80000004,
  deliverSm: 0x00000005,
  deliverSmResp: 0x80000005,
  unbind: 0x00000006,
  unbindResp: 0x80000006,
  enquireLink: 0x00000015,
  enquireLinkResp: 0x80000015,
} as const;

/** Statuses that mean something to us (SMPP 3.4 section 5.1.3). */
export const STATUS = {
  ok: 0x00,
  invalidCommand: 0x03,
  bindFailed: 0x0d,
  invalidDestination: 0x0b,
  queueFull: 0x14,
  throttled: 0x58,
  systemError: 0x08,
} as const;

export const ESM_RECEIPT = 0x04;
export const ESM_UDHI = 0x40;

export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** The body of submit_sm and deliver_sm (section 4.4.1). */
export interface ShortMessage {
  readonly source: string;
  readonly destination: string;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  /** Relative time `YYMMDDhhmmss000R`, or empty for the carrier's own. */
  readonly validityPeriod: string;
  readonly octets: Uint8Array;
}

const HEADER = 16;
/** No PDU that we speak is longer; a length beyond it is a lie or an attack. */
const MAX_PDU = 64 * 1024;

export class ProtocolError extends Error {}

export function encodePdu(command: number, sequence: number, body: Uint8Array = new Uint8Array(), status = 0): Buffer {
  const pdu = Buffer.alloc(HEADER + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(command, 4);
  pdu.writeUInt32BE(status, 8);
  pdu.writeUInt32BE(sequence, 12);
  pdu.set(body, HEADER);
  return pdu;
}

/** Cuts a stream into PDUs. Throws `ProtocolError` on an impossible length: the connection is then of no more use. */
export class PduReader {
  #rest: Buffer = Buffer.alloc(0);

  *read(chunk: Buffer): Generator<Pdu> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length < HEADER || length > MAX_PDU) throw new ProtocolError(`a PDU of ${length} octets`);
      if (this.#rest.length < length) return;
      const pdu = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      yield {
        command: pdu.readUInt32BE(4),
        status: pdu.readUInt32BE(8),
        sequence: pdu.readUInt32BE(12),
        body: Buffer.from(pdu.subarray(HEADER)),
      };
    }
  }
}

/** A text that ends in a zero octet. */
export function cString(text: string): Buffer {
  return Buffer.from(`${text.replaceAll('\0', '')}\0`, 'latin1');
}

export function encodeBind(systemId: string, password: string): Buffer {
  // system_type, interface_version 3.4, any ton, npi and address range.
  return Buffer.concat([cString(systemId), cString(password), cString(''), Buffer.from([0x34, 0, 0]), cString('')]);
}

export function decodeBind(body: Buffer): { systemId: string; password: string } {
  const reader = new BodyReader(body);
  return { systemId: reader.text(), password: reader.text() };
}

export function encodeShortMessage(message: ShortMessage): Buffer {
  if (message.octets.length > 254) throw new RangeError('a short message has at most 254 octets');
  return Buffer.concat([
    cString(''),
    // An alphanumeric sender is ton 5; an international number is ton 1 and npi 1 (section 5.2.5).
    Buffer.from(/^\+?\d+$/.test(message.source) ? [1, 1] : [5, 0]),
    cString(message.source.replace('+', '')),
    Buffer.from([1, 1]),
    cString(message.destination.replace('+', '')),
    Buffer.from([message.esmClass, 0, 0]),
    cString(''),
    cString(message.validityPeriod),
    Buffer.from([message.registeredDelivery, 0, message.dataCoding, 0, message.octets.length]),
    message.octets,
  ]);
}

export function decodeShortMessage(body: Buffer): ShortMessage {
  const reader = new BodyReader(body);
  reader.text();
  reader.skip(2);
  const source = reader.text();
  reader.skip(2);
  const destination = reader.text();
  const esmClass = reader.octet();
  reader.skip(2);
  reader.text();
  const validityPeriod = reader.text();
  const registeredDelivery = reader.octet();
  reader.skip(1);
  const dataCoding = reader.octet();
  reader.skip(1);
  const octets = reader.take(reader.octet());
  return { source, destination, esmClass, registeredDelivery, dataCoding, validityPeriod, octets };
}

/** The first text of a body: the message id of a response. */
export function decodeId(body: Buffer): string {
  return body.length === 0 ? '' : new BodyReader(body).text();
}

class BodyReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    if (end < 0) throw new ProtocolError('a text without an end');
    const text = this.#body.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  octet(): number {
    const value = this.#body[this.#at];
    if (value === undefined) throw new ProtocolError('a body that is too short');
    this.#at += 1;
    return value;
  }

  skip(count: number): void {
    for (let turn = 0; turn < count; turn++) this.octet();
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.#body.length) throw new ProtocolError('a body that is too short');
    const octets = this.#body.subarray(this.#at, this.#at + count);
    this.#at += count;
    return octets;
  }
}
