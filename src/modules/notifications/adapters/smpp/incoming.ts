import { decodePart, type DecodedPart } from '../../domain/sms/decode.ts';
import { ESM_CLASS, type MessageFields } from './pdu.ts';
import { findIntTlv, findTlv, TAG } from './tlv.ts';

/** The text of a submit_sm or deliver_sm, with its place when it is part of a longer one (header or sar TLVs). */
export function partOf(message: MessageFields): DecodedPart {
  const { shortMessage, tlvs } = message;
  const octets = shortMessage.length > 0 ? shortMessage : (findTlv(tlvs, TAG.message_payload) ?? shortMessage);
  const part = decodePart(octets, message.dataCoding, (message.esmClass & ESM_CLASS.userDataHeader) !== 0);
  const reference = findIntTlv(tlvs, TAG.sar_msg_ref_num);
  const parts = findIntTlv(tlvs, TAG.sar_total_segments) ?? 0;
  const place = findIntTlv(tlvs, TAG.sar_segment_seqnum) ?? 0;
  if (part.position || reference === undefined || place < 1 || place > parts) return part;
  return { ...part, position: { reference, parts, part: place } };
}
