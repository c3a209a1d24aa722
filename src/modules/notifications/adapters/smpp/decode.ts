import { findCommand } from './commands.ts';
import { OctetReader, SmppDecodeError } from './octets.ts';
import type { Bind, BindResp, Message, MessageResp, Pdu, PduHeader } from './pdu.ts';
import { STATUS } from './status.ts';
import type { Tlv } from './tlv.ts';

/** Octets of every unit's header: length, command id, status, sequence. */
export const HEADER_OCTETS = 16;

/** More optional parameters than any real unit has. */
const MAX_TLVS = 64;

/**
 * Reads one whole unit, its length in front included. Throws `SmppDecodeError` and nothing else, whatever the octets.
 * Octet fields are views into `octets`.
 */
export function decodePdu(octets: Buffer): Pdu {
  if (octets.length < HEADER_OCTETS) throw new SmppDecodeError('a unit is shorter than its header');
  const id = octets.readUInt32BE(4);
  const header: PduHeader = { status: octets.readUInt32BE(8), sequence: octets.readUInt32BE(12) };
  const reader = new OctetReader(octets, HEADER_OCTETS);
  const command = findCommand(id);
  switch (command) {
    case undefined:
      return { command: 'unknown', id, ...header };
    case 'bind_receiver':
    case 'bind_transmitter':
    case 'bind_transceiver':
      return readBind(command, header, reader);
    case 'bind_receiver_resp':
    case 'bind_transmitter_resp':
    case 'bind_transceiver_resp':
      return readBindResp(command, header, reader);
    case 'submit_sm':
    case 'deliver_sm':
      return readMessage(command, header, reader);
    case 'submit_sm_resp':
    case 'deliver_sm_resp':
      return readMessageResp(command, header, reader);
    default:
      return { command, ...header };
  }
}

function readBind(command: Bind['command'], header: PduHeader, reader: OctetReader): Bind {
  return {
    command,
    ...header,
    systemId: reader.cString(16),
    password: reader.cString(9),
    systemType: reader.cString(13),
    interfaceVersion: reader.uint8(),
    addrTon: reader.uint8(),
    addrNpi: reader.uint8(),
    addressRange: reader.cString(41),
  };
}

/** Refusals of a bind come with and without a body. */
function readBindResp(command: BindResp['command'], header: PduHeader, reader: OctetReader): BindResp {
  const systemId = reader.left > 0 ? reader.cString(16) : '';
  return { command, ...header, systemId, ...readTlvs(reader) };
}

/** Carriers exceed the 65 octets of message_id and leave it out of refusals: both are tolerated. */
function readMessageResp(command: MessageResp['command'], header: PduHeader, reader: OctetReader): MessageResp {
  return { command, ...header, messageId: reader.looseString() };
}

function readMessage(command: Message['command'], header: PduHeader, reader: OctetReader): Message {
  return {
    command,
    ...header,
    serviceType: reader.cString(6),
    sourceTon: reader.uint8(),
    sourceNpi: reader.uint8(),
    source: reader.cString(21),
    destinationTon: reader.uint8(),
    destinationNpi: reader.uint8(),
    destination: reader.cString(21),
    esmClass: reader.uint8(),
    protocolId: reader.uint8(),
    priority: reader.uint8(),
    scheduleDeliveryTime: reader.cString(17),
    validityPeriod: reader.cString(17),
    registeredDelivery: reader.uint8(),
    replaceIfPresent: reader.uint8(),
    dataCoding: reader.uint8(),
    defaultMessageId: reader.uint8(),
    shortMessage: reader.octets(reader.uint8()),
    ...readTlvs(reader),
  };
}

function readTlvs(reader: OctetReader): { tlvs?: Tlv[] } {
  if (reader.left === 0) return {};
  const tlvs: Tlv[] = [];
  while (reader.left > 0) {
    if (tlvs.length === MAX_TLVS)
      throw new SmppDecodeError('too many optional parameters', STATUS.ESME_RINVOPTPARSTREAM);
    const tag = reader.uint16();
    tlvs.push({ tag, value: reader.octets(reader.uint16()) });
  }
  return { tlvs };
}
