import { ESM_CLASS, MESSAGE_DEFAULTS, type MessageFields } from '#modules/notifications/adapters/smpp/pdu.ts';
import { octetsTlv, TAG, textTlv, uint8Tlv, type Tlv } from '#modules/notifications/adapters/smpp/tlv.ts';
import type { CarrierBehaviour, Fate } from './behaviour.ts';

/** A part that was taken. */
export interface TakenPart {
  /** Hex, as the answer to the submit gave it. */
  readonly id: string;
  readonly submit: MessageFields;
  readonly fate: Fate;
  readonly takenAt: Temporal.Instant;
}

/** State word and number of a fate, and the GSM error in decimal (3GPP TS 29.002 section 17.6). */
const RECEIPTS: Readonly<Record<Fate, { word: string; state: number; error: number }>> = {
  delivered: { word: 'DELIVRD', state: 2, error: 0 },
  silent: { word: 'DELIVRD', state: 2, error: 0 },
  absentFirst: { word: 'UNDELIV', state: 5, error: 27 },
  absent: { word: 'UNDELIV', state: 5, error: 27 },
  full: { word: 'UNDELIV', state: 5, error: 32 },
  unknown: { word: 'UNDELIV', state: 5, error: 1 },
  expired: { word: 'EXPIRED', state: 3, error: 0 },
  refused: { word: 'REJECTD', state: 8, error: 11 },
  invalid: { word: 'REJECTD', state: 8, error: 1 },
};

export const receiptWord = (fate: Fate): string => RECEIPTS[fate].word;

/** Carriers print `YYMMDDhhmm` in a zone of their own; this one uses UTC. */
function shortDate(instant: Temporal.Instant): string {
  const { year, month, day, hour, minute } = instant.toZonedDateTimeISO('UTC');
  return [year % 100, month, day, hour, minute].map((value) => String(value).padStart(2, '0')).join('');
}

/** The receipt of a part in the wanted shape: addresses turned round, as deliver_sm wants them. */
export function receiptFor(
  part: TakenPart,
  doneAt: Temporal.Instant,
  { receiptShape, receiptIds }: Pick<CarrierBehaviour, 'receiptShape' | 'receiptIds'>,
): MessageFields {
  const { word, state, error } = RECEIPTS[part.fate];
  const id = receiptIds === 'same' ? part.id : BigInt(`0x${part.id}`).toString().padStart(10, '0');
  const delivered = word === 'DELIVRD' ? '001' : '000';
  const code = String(error).padStart(3, '0');
  const body = `id:${id} sub:001 dlvrd:${delivered} submit date:${shortDate(part.takenAt)} done date:${shortDate(doneAt)} stat:${word} err:${code} text:`;
  const echoed = part.submit.tlvs?.filter((tlv) => tlv.tag === TAG.user_message_reference) ?? [];
  const tlvs: Tlv[] = [...echoed];
  if (receiptShape === 'tlv' || receiptShape === 'both')
    tlvs.push(
      textTlv(TAG.receipted_message_id, id),
      uint8Tlv(TAG.message_state, state),
      octetsTlv(TAG.network_error_code, Uint8Array.of(3, error >> 8, error & 0xff)),
    );
  const octets = receiptShape === 'ucs2' ? Buffer.from(body, 'utf16le').swap16() : Buffer.from(body, 'latin1');
  // 254 octets are the most that short_message takes, and a wide body has more.
  const apart = receiptShape === 'payload' || octets.length > 254;
  if (apart) tlvs.push(octetsTlv(TAG.message_payload, octets));
  const { submit } = part;
  return {
    ...MESSAGE_DEFAULTS,
    sourceTon: submit.destinationTon,
    sourceNpi: submit.destinationNpi,
    source: submit.destination,
    destinationTon: submit.sourceTon,
    destinationNpi: submit.sourceNpi,
    destination: submit.source,
    esmClass: ESM_CLASS.deliveryReceipt,
    dataCoding: receiptShape === 'ucs2' ? 8 : 0,
    shortMessage: apart || receiptShape === 'tlv' ? new Uint8Array(0) : octets,
    tlvs,
  };
}
