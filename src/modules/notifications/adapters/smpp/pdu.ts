import type { Tlv } from './tlv.ts';

/**
 * SMPP 3.4 protocol data units as plain objects. Fields have the standard's names in camel case; `status` is 0 in
 * requests. Text is never encoded here: `shortMessage` is octets and `dataCoding` is always said by the caller.
 *
 * Library considered: npm `smpp` 0.5.1. It lost because it sends GSM octets as data_coding 1 and "á" as 3 by default,
 * takes 200 octets that no short message carries, decodes bodies by guess, has no types, and sets no limit on what a
 * peer may announce as a length.
 */
export interface PduHeader {
  readonly status: number;
  readonly sequence: number;
}

export interface BindFields {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
  readonly addrTon: number;
  readonly addrNpi: number;
  readonly addressRange: string;
}

export interface Bind extends PduHeader, BindFields {
  readonly command: 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';
}

export interface BindResp extends PduHeader {
  readonly command: 'bind_receiver_resp' | 'bind_transmitter_resp' | 'bind_transceiver_resp';
  readonly systemId: string;
  readonly tlvs?: readonly Tlv[];
}

/** The body that submit_sm and deliver_sm share (sections 4.4.1 and 4.6.1). */
export interface MessageFields {
  readonly serviceType: string;
  readonly sourceTon: number;
  readonly sourceNpi: number;
  readonly source: string;
  readonly destinationTon: number;
  readonly destinationNpi: number;
  readonly destination: string;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly priority: number;
  /** Empty, absolute `YYMMDDhhmmsstnn+` or relative `YYMMDDhhmmss000R` (section 7.1.1). */
  readonly scheduleDeliveryTime: string;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly replaceIfPresent: number;
  readonly dataCoding: number;
  readonly defaultMessageId: number;
  /** At most 254 octets; longer ones go into the TLV message_payload. */
  readonly shortMessage: Uint8Array;
  readonly tlvs?: readonly Tlv[];
}

export interface Message extends PduHeader, MessageFields {
  readonly command: 'submit_sm' | 'deliver_sm';
}

export interface MessageResp extends PduHeader {
  readonly command: 'submit_sm_resp' | 'deliver_sm_resp';
  /** The carrier's id of the message; empty in deliver_sm_resp and in refusals. */
  readonly messageId: string;
}

/** Units without a body. */
export interface Bare extends PduHeader {
  readonly command: 'enquire_link' | 'enquire_link_resp' | 'unbind' | 'unbind_resp' | 'generic_nack';
}

/** A well-framed unit whose command we do not speak. */
export interface Unknown extends PduHeader {
  readonly command: 'unknown';
  readonly id: number;
}

export type SpokenPdu = Bind | BindResp | Message | MessageResp | Bare;
export type Pdu = SpokenPdu | Unknown;

/** Bits of esm_class (section 5.2.12). */
export const ESM_CLASS = {
  messageType: 0x3c,
  deliveryReceipt: 0x04,
  intermediateNotification: 0x20,
  userDataHeader: 0x40,
} as const;

/** What most messages have in common. */
export const MESSAGE_DEFAULTS = {
  serviceType: '',
  sourceTon: 0,
  sourceNpi: 0,
  source: '',
  destinationTon: 1,
  destinationNpi: 1,
  destination: '',
  esmClass: 0,
  protocolId: 0,
  priority: 0,
  scheduleDeliveryTime: '',
  validityPeriod: '',
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
} as const satisfies Partial<MessageFields>;
