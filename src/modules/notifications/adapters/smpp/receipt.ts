import { DATA_CODING } from '../../domain/sms/frames.ts';
import { ESM_CLASS, type Message } from './pdu.ts';
import { findIntTlv, findTextTlv, findTlv, TAG } from './tlv.ts';

/** SMPP 3.4 section 5.2.28, by the words of the text form (appendix B). */
export const RECEIPT_STATES = {
  1: 'enroute',
  2: 'delivered',
  3: 'expired',
  4: 'deleted',
  5: 'undeliverable',
  6: 'accepted',
  7: 'unknown',
  8: 'rejected',
} as const;
export type ReceiptState = (typeof RECEIPT_STATES)[keyof typeof RECEIPT_STATES];

const STATE_WORDS: Readonly<Record<string, ReceiptState>> = {
  ENROUTE: 'enroute',
  DELIVRD: 'delivered',
  DELIVERED: 'delivered',
  EXPIRED: 'expired',
  DELETED: 'deleted',
  UNDELIV: 'undeliverable',
  UNDELIVERABLE: 'undeliverable',
  ACCEPTD: 'accepted',
  ACCEPTED: 'accepted',
  UNKNOWN: 'unknown',
  REJECTD: 'rejected',
  REJECTED: 'rejected',
};

/** A carrier's delivery receipt for one part. */
export interface SmppReceipt {
  /** The id as the receipt writes it. */
  readonly messageId: string;
  /** Other spellings of the same number: carriers answer a submit in hex and write the receipt in decimal, or the reverse. */
  readonly alternativeIds: readonly string[];
  readonly state: ReceiptState;
  /** False for enroute, accepted and unknown: more may follow. */
  readonly final: boolean;
  /** The carrier's own error code, as it writes it (`err:` or the code of network_error_code); absent when none or zero. */
  readonly errorCode?: string;
  /** `done date` as written, in a zone that the standard leaves open: evidence, not a clock. */
  readonly doneDate?: string;
  /** Our `user_message_reference`, when the carrier gives it back. */
  readonly reference?: number;
  /** The body as text: evidence. */
  readonly body: string;
}

const INTERMEDIATE: ReadonlySet<ReceiptState> = new Set(['enroute', 'accepted', 'unknown']);
const ID_FIELD = /\bid:\s*([^\s\0]+)/i;
const STATE_FIELD = /\bstat(?:us)?:\s*([a-z]+)/i;
const ERROR_FIELD = /\berr(?:or)?:\s*([0-9a-z]+)/i;
const DONE_FIELD = /\bdone[ _]?date:\s*(\d{10,14})/i;

/** True when the carrier marks a deliver_sm as a receipt, or names the message that it receipts. */
export function isReceipt(message: Message): boolean {
  const type = message.esmClass & ESM_CLASS.messageType;
  if (type === ESM_CLASS.deliveryReceipt || type === ESM_CLASS.intermediateNotification) return true;
  return findTlv(message.tlvs, TAG.receipted_message_id) !== undefined;
}

/**
 * Reads a receipt of any shape: text body (appendix B), TLVs without a body, both, in ASCII or UCS-2, in short_message
 * or message_payload. TLVs win over text. Undefined when it is no receipt or names neither message nor state. The words
 * of a text that is not marked as a receipt prove nothing: a citizen can type them.
 */
export function findReceipt(message: Message): SmppReceipt | undefined {
  if (!isReceipt(message)) return undefined;
  const body = bodyText(message);
  const idInText = ID_FIELD.exec(body)?.[1];
  const messageId = (findTextTlv(message.tlvs, TAG.receipted_message_id) || idInText)?.trim();
  const state = stateOf(message, body);
  if (!messageId || !state) return undefined;
  const errorCode = errorOf(message, body);
  const doneDate = DONE_FIELD.exec(body)?.[1];
  const reference = findIntTlv(message.tlvs, TAG.user_message_reference);
  return {
    messageId,
    // Only where the id as written is unknown does anybody ask.
    get alternativeIds() {
      const others = [...spellings(messageId), ...(idInText ? [idInText, ...spellings(idInText)] : [])];
      return [...new Set(others)].filter((id) => id !== messageId);
    },
    state,
    final: !INTERMEDIATE.has(state),
    ...(errorCode && { errorCode }),
    ...(doneDate && { doneDate }),
    ...(reference !== undefined && { reference }),
    body,
  };
}

function stateOf(message: Message, body: string): ReceiptState | undefined {
  const code = findIntTlv(message.tlvs, TAG.message_state);
  const states: Readonly<Record<number, ReceiptState>> = RECEIPT_STATES;
  const word = STATE_FIELD.exec(body)?.[1]?.toUpperCase();
  return (code === undefined ? undefined : states[code]) ?? (word === undefined ? undefined : STATE_WORDS[word]);
}

/** network_error_code is one octet of network type and two of code (section 5.3.2.31). */
function errorOf(message: Message, body: string): string | undefined {
  const network = findTlv(message.tlvs, TAG.network_error_code);
  const fromTlv = network?.length === 3 ? String((network[1] ?? 0) * 256 + (network[2] ?? 0)) : undefined;
  const written = ERROR_FIELD.exec(body)?.[1] ?? fromTlv;
  return written === undefined || /^0*$/.test(written) ? undefined : written;
}

/**
 * The same number in hex, in decimal, and without leading zeros. "10" may be either, so the exact spelling must be
 * tried first, and any match confirmed by the recipient's number.
 */
export function spellings(id: string): readonly string[] {
  const forms: string[] = [];
  if (/^\d{1,40}$/.test(id)) {
    const number = BigInt(id);
    forms.push(
      number.toString(),
      number.toString(16),
      number.toString(16).toUpperCase(),
      number.toString(16).padStart(8, '0'),
    );
  }
  if (/^[0-9a-f]{1,32}$/i.test(id)) {
    const number = BigInt(`0x${id}`);
    forms.push(
      number.toString(),
      number.toString().padStart(10, '0'),
      number.toString(16),
      number.toString(16).toUpperCase(),
    );
  }
  return [...new Set(forms)].filter((form) => form !== id);
}

const utf16 = new TextDecoder('utf-16be');

/** The body by its data_coding, and by its look when that is contradicted: carriers send UCS-2 as 0 and ASCII as 8. */
function bodyText(message: Message): string {
  const octets =
    message.shortMessage.length > 0
      ? message.shortMessage
      : (findTlv(message.tlvs, TAG.message_payload) ?? new Uint8Array(0));
  const ascii = () => Buffer.from(octets).toString('latin1');
  const wide = () => utf16.decode(octets);
  const looksRight = (text: string): boolean => ID_FIELD.test(text) || STATE_FIELD.test(text);
  const [readFirst, readSecond] = message.dataCoding === DATA_CODING.ucs2 ? [wide, ascii] : [ascii, wide];
  const first = readFirst();
  if (looksRight(first)) return first;
  const second = readSecond();
  return looksRight(second) ? second : first;
}
