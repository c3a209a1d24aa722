import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePdu } from './decode.ts';
import { encodePdu } from './encode.ts';
import { FrameDecoder } from './frames.ts';
import { SmppDecodeError, SmppEncodeError } from './octets.ts';
import { MESSAGE_DEFAULTS, type Message, type Pdu, type SpokenPdu } from './pdu.ts';
import { statusKind, statusName } from './status.ts';

const uint8 = fc.nat(0xff);
const uint32 = fc.nat(0xffffffff);
const text = (max: number) => fc.string({ unit: 'grapheme-ascii', maxLength: max - 1 });
const header = { sequence: uint32, status: fc.constant(0) };
const tlvs = fc.array(fc.record({ tag: fc.nat(0xffff), value: fc.uint8Array({ maxLength: 300 }) }), {
  minLength: 1,
  maxLength: 5,
});

const message = fc.record({
  command: fc.constantFrom('submit_sm' as const, 'deliver_sm' as const),
  ...header,
  serviceType: text(6),
  sourceTon: uint8,
  sourceNpi: uint8,
  source: text(21),
  destinationTon: uint8,
  destinationNpi: uint8,
  destination: text(21),
  esmClass: uint8,
  protocolId: uint8,
  priority: uint8,
  scheduleDeliveryTime: text(17),
  validityPeriod: text(17),
  registeredDelivery: uint8,
  replaceIfPresent: uint8,
  dataCoding: uint8,
  defaultMessageId: uint8,
  shortMessage: fc.uint8Array({ maxLength: 254 }),
  tlvs,
});
const bind = fc.record({
  command: fc.constantFrom('bind_receiver' as const, 'bind_transmitter' as const, 'bind_transceiver' as const),
  ...header,
  systemId: text(16),
  password: text(9),
  systemType: text(13),
  interfaceVersion: uint8,
  addrTon: uint8,
  addrNpi: uint8,
  addressRange: text(41),
});
const bindResp = fc.record({
  command: fc.constant('bind_transceiver_resp' as const),
  ...header,
  systemId: text(16),
  tlvs,
});
const submitResp = fc.record({ command: fc.constant('submit_sm_resp' as const), ...header, messageId: text(65) });
const bare = fc.record({
  command: fc.constantFrom('enquire_link' as const, 'unbind' as const, 'unbind_resp' as const, 'generic_nack' as const),
  status: uint32,
  sequence: uint32,
});
const anyPdu: fc.Arbitrary<SpokenPdu> = fc.oneof(message, bind, bindResp, submitResp, bare);

const plain = (pdu: Pdu): unknown =>
  JSON.parse(
    JSON.stringify(pdu, (_, value) =>
      value instanceof Uint8Array ? [...value] : value?.type === 'Buffer' ? value.data : value,
    ),
  );

test('every unit comes back as it was written', () => {
  fc.assert(
    fc.property(anyPdu, (pdu) => assert.deepEqual(plain(decodePdu(encodePdu(pdu))), plain(pdu))),
    { numRuns: 1000 },
  );
});

test('units come whole out of a stream that is cut anywhere', () => {
  fc.assert(
    fc.property(
      fc.array(anyPdu, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
      (pdus, cuts) => {
        const stream = Buffer.concat(pdus.map((pdu) => encodePdu(pdu)));
        const decoder = new FrameDecoder();
        const got: unknown[] = [];
        for (let at = 0, i = 0; at < stream.length; i += 1) {
          const end = at + (cuts[i % cuts.length] ?? 1);
          got.push(...decoder.push(stream.subarray(at, end)).map((unit) => plain(decodePdu(unit))));
          at = end;
        }
        assert.deepEqual(got, pdus.map(plain));
      },
    ),
    { numRuns: 300 },
  );
});

test('no octets of a peer bring out anything but a unit or a SmppDecodeError', () => {
  const mutated = fc
    .tuple(anyPdu, fc.array(fc.tuple(fc.nat(400), uint8), { maxLength: 6 }), fc.nat(60))
    .map(([pdu, changes, cut]) => {
      const octets = Buffer.from(encodePdu(pdu));
      for (const [at, value] of changes) if (at < octets.length) octets[at] = value;
      return octets.subarray(0, Math.max(0, octets.length - cut));
    });
  const noise = fc.uint8Array({ maxLength: 400 }).map((octets) => Buffer.from(octets));
  fc.assert(
    fc.property(fc.oneof(mutated, noise), (octets) => {
      for (const read of [
        () => decodePdu(octets),
        () => new FrameDecoder().push(octets).map((unit) => decodePdu(unit)),
      ])
        try {
          read();
        } catch (error) {
          assert.ok(error instanceof SmppDecodeError, String(error));
        }
    }),
    { numRuns: 5000 },
  );
});

test('a hostile length is refused before a byte is set aside for it', () => {
  for (const length of [0, 15, 66_001, 0x7fffffff, 0xffffffff]) {
    const octets = Buffer.alloc(16);
    octets.writeUInt32BE(length);
    assert.throws(() => new FrameDecoder().push(octets), SmppDecodeError);
    const slowly = new FrameDecoder();
    assert.throws(() => [...octets].forEach((octet) => slowly.push(Buffer.of(octet))), SmppDecodeError);
  }
});

test('a submit has the octets that the standard prints', () => {
  const submit: Message = {
    ...MESSAGE_DEFAULTS,
    command: 'submit_sm',
    status: 0,
    sequence: 2,
    source: '2222',
    destination: '527222805230',
    dataCoding: 8,
    registeredDelivery: 1,
    shortMessage: Uint8Array.of(0, 0xe1),
  };
  const expected =
    '0000003a' +
    '00000004' +
    '00000000' +
    '00000002' +
    '00' +
    '0000' +
    '3232323200' +
    '0101' +
    '35323732323238303532333000' +
    '000000' +
    '0000' +
    '01' +
    '00' +
    '08' +
    '00' +
    '02' +
    '00e1';
  const octets = encodePdu(submit).toString('hex');
  assert.equal(octets.slice(8), expected.slice(8));
  assert.equal(Number.parseInt(octets.slice(0, 8), 16), octets.length / 2);
});

test('a field that does not fit is refused before it leaves', () => {
  const submit: Message = {
    ...MESSAGE_DEFAULTS,
    command: 'submit_sm',
    status: 0,
    sequence: 1,
    shortMessage: new Uint8Array(0),
  };
  for (const wrong of [
    { source: 'x'.repeat(21) },
    { destination: '52\u0000722' },
    { serviceType: 'ñandú€' },
    { dataCoding: 256 },
    { shortMessage: new Uint8Array(255) },
  ])
    assert.throws(() => encodePdu({ ...submit, ...wrong }), SmppEncodeError);
});

test('statuses are sorted by what they mean for the message', () => {
  assert.equal(statusKind(0x58), 'throttled');
  assert.equal(statusKind(0x14), 'throttled');
  assert.equal(statusKind(0x0b), 'permanent');
  assert.equal(statusKind(0x08), 'temporary');
  assert.equal(statusKind(0x401), 'temporary');
  assert.deepEqual([statusName(0x0b), statusName(0x401)], ['ESME_RINVDSTADR', '0x00000401']);
});
