/** Optional parameters (SMPP 3.4 section 5.3.2): the tags that we write or read. Others pass through untouched. */
export const TAG = {
  receipted_message_id: 0x001e,
  user_message_reference: 0x0204,
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  sc_interface_version: 0x0210,
  network_error_code: 0x0423,
  message_payload: 0x0424,
  message_state: 0x0427,
} as const;

export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

export const uint8Tlv = (tag: number, value: number): Tlv => ({ tag, value: Uint8Array.of(value & 0xff) });

export const uint16Tlv = (tag: number, value: number): Tlv => ({
  tag,
  value: Uint8Array.of((value >> 8) & 0xff, value & 0xff),
});

export const octetsTlv = (tag: number, value: Uint8Array): Tlv => ({ tag, value });

/** A C-octet string value: with its closing zero. */
export const textTlv = (tag: number, value: string): Tlv => ({ tag, value: Buffer.from(`${value}\0`, 'latin1') });

type Tlvs = readonly Tlv[] | undefined;

export const findTlv = (tlvs: Tlvs, tag: number): Uint8Array | undefined => tlvs?.find((tlv) => tlv.tag === tag)?.value;

/** An unsigned integer of one, two or four octets; undefined when absent or of another length. */
export function findIntTlv(tlvs: Tlvs, tag: number): number | undefined {
  const value = findTlv(tlvs, tag);
  if (!value || ![1, 2, 4].includes(value.length)) return undefined;
  return value.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** Text up to the first zero: carriers disagree on whether the closing zero belongs to the value. */
export function findTextTlv(tlvs: Tlvs, tag: number): string | undefined {
  const value = findTlv(tlvs, tag);
  if (!value) return undefined;
  const end = value.indexOf(0);
  return Buffer.from(end === -1 ? value : value.subarray(0, end)).toString('latin1');
}
