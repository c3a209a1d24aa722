import { COMMAND_ID } from './commands.ts';
import { OctetWriter, SmppEncodeError } from './octets.ts';
import type { Bind, Message, SpokenPdu } from './pdu.ts';
import type { Tlv } from './tlv.ts';

/** The octets of a unit. Throws `SmppEncodeError` when a field does not fit. */
export function encodePdu(pdu: SpokenPdu): Buffer {
  const writer = new OctetWriter();
  writer.uint32(0);
  writer.uint32(COMMAND_ID[pdu.command]);
  writer.uint32(pdu.status);
  writer.uint32(pdu.sequence);
  switch (pdu.command) {
    case 'bind_receiver':
    case 'bind_transmitter':
    case 'bind_transceiver':
      writeBind(writer, pdu);
      break;
    case 'bind_receiver_resp':
    case 'bind_transmitter_resp':
    case 'bind_transceiver_resp':
      writer.cString(pdu.systemId, 16, 'system_id');
      writeTlvs(writer, pdu.tlvs);
      break;
    case 'submit_sm':
    case 'deliver_sm':
      writeMessage(writer, pdu);
      break;
    case 'submit_sm_resp':
      // Section 4.4.2: a refused submit has no body.
      if (pdu.status === 0) writer.cString(pdu.messageId, 65, 'message_id');
      break;
    case 'deliver_sm_resp':
      writer.cString('', 1, 'message_id');
      break;
    default:
  }
  return writer.finish();
}

function writeBind(writer: OctetWriter, bind: Bind): void {
  writer.cString(bind.systemId, 16, 'system_id');
  writer.cString(bind.password, 9, 'password');
  writer.cString(bind.systemType, 13, 'system_type');
  writer.uint8(bind.interfaceVersion);
  writer.uint8(bind.addrTon);
  writer.uint8(bind.addrNpi);
  writer.cString(bind.addressRange, 41, 'address_range');
}

function writeMessage(writer: OctetWriter, message: Message): void {
  if (message.shortMessage.length > 254) throw new SmppEncodeError('short_message has more than 254 octets');
  writer.cString(message.serviceType, 6, 'service_type');
  writer.uint8(message.sourceTon);
  writer.uint8(message.sourceNpi);
  writer.cString(message.source, 21, 'source_addr');
  writer.uint8(message.destinationTon);
  writer.uint8(message.destinationNpi);
  writer.cString(message.destination, 21, 'destination_addr');
  writer.uint8(message.esmClass);
  writer.uint8(message.protocolId);
  writer.uint8(message.priority);
  writer.cString(message.scheduleDeliveryTime, 17, 'schedule_delivery_time');
  writer.cString(message.validityPeriod, 17, 'validity_period');
  writer.uint8(message.registeredDelivery);
  writer.uint8(message.replaceIfPresent);
  writer.uint8(message.dataCoding);
  writer.uint8(message.defaultMessageId);
  writer.uint8(message.shortMessage.length);
  writer.octets(message.shortMessage);
  writeTlvs(writer, message.tlvs);
}

function writeTlvs(writer: OctetWriter, tlvs: readonly Tlv[] = []): void {
  for (const { tag, value } of tlvs) {
    writer.uint16(tag);
    writer.uint16(value.length);
    writer.octets(value);
  }
}
