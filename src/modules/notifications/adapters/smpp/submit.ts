import type { SmsFrame } from '../../domain/sms/frames.ts';
import { smppAddress } from './address.ts';
import { ESM_CLASS, MESSAGE_DEFAULTS, type MessageFields } from './pdu.ts';
import { TAG, uint16Tlv, uint8Tlv, type Tlv } from './tlv.ts';

/** Final receipts of success and failure (SMPP 3.4 section 5.2.17). */
const WANTS_RECEIPT = 1;

export interface SubmitTemplate {
  /** E.164. */
  readonly to: string;
  /** Short code, number or name. */
  readonly from: string;
  readonly reference: number;
  readonly validityPeriod: string;
  /** True when the place of a part goes into sar TLVs; else it stands in the frame's own header. */
  readonly sar: boolean;
}

/** The submit_sm of one part. */
export function submitOf(frame: SmsFrame, { to, from, reference, validityPeriod, sar }: SubmitTemplate): MessageFields {
  const source = smppAddress(from);
  const destination = smppAddress(to);
  const tlvs: Tlv[] = [uint16Tlv(TAG.user_message_reference, reference)];
  if (sar && frame.position)
    tlvs.push(
      uint16Tlv(TAG.sar_msg_ref_num, frame.position.reference),
      uint8Tlv(TAG.sar_total_segments, frame.position.parts),
      uint8Tlv(TAG.sar_segment_seqnum, frame.position.part),
    );
  return {
    ...MESSAGE_DEFAULTS,
    sourceTon: source.ton,
    sourceNpi: source.npi,
    source: source.address,
    destinationTon: destination.ton,
    destinationNpi: destination.npi,
    destination: destination.address,
    esmClass: frame.hasHeader ? ESM_CLASS.userDataHeader : 0,
    validityPeriod,
    registeredDelivery: WANTS_RECEIPT,
    dataCoding: frame.dataCoding,
    shortMessage: frame.octets,
    tlvs,
  };
}
