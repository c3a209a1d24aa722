import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ESM_CLASS, MESSAGE_DEFAULTS, type Message } from './pdu.ts';
import { findReceipt } from './receipt.ts';
import { octetsTlv, TAG, textTlv, uint8Tlv, uint16Tlv } from './tlv.ts';

function deliver(body: string | Uint8Array, more: Partial<Message> = {}): Message {
  return {
    ...MESSAGE_DEFAULTS,
    command: 'deliver_sm',
    status: 0,
    sequence: 1,
    esmClass: ESM_CLASS.deliveryReceipt,
    shortMessage: typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
    ...more,
  };
}
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const TEXT =
  'id:0123456789 sub:001 dlvrd:001 submit date:2611210930 done date:2611210931 stat:DELIVRD err:000 text:IFREM: su tr';

test('a receipt is read from the text of the standard', () => {
  const receipt = findReceipt(deliver(TEXT));
  assert.deepEqual(
    [receipt?.messageId, receipt?.state, receipt?.final, receipt?.errorCode, receipt?.doneDate],
    ['0123456789', 'delivered', true, undefined, '2611210931'],
  );
});

test('other spellings of the text are the same receipt', () => {
  for (const body of [
    'id:77 sub:1 dlvrd:0 submit date:261121093000 done date:261121093100 stat:UNDELIV err:27',
    'ID:77 SUB:000 DLVRD:000 SUBMIT DATE:20261121093000 DONE DATE:20261121093100 STAT:UNDELIV ERR:27 TEXT:',
    'id: 77 stat: UNDELIV err: 27',
    'stat:undeliv id:77 err:27',
  ]) {
    const receipt = findReceipt(deliver(body));
    assert.deepEqual([receipt?.messageId, receipt?.state, receipt?.errorCode], ['77', 'undeliverable', '27'], body);
  }
});

test('a receipt without a body is read from its optional parameters', () => {
  const receipt = findReceipt(
    deliver('', {
      tlvs: [
        textTlv(TAG.receipted_message_id, '9f3a'),
        uint8Tlv(TAG.message_state, 5),
        octetsTlv(TAG.network_error_code, Uint8Array.of(3, 0, 27)),
        uint16Tlv(TAG.user_message_reference, 4512),
      ],
    }),
  );
  assert.deepEqual(
    [receipt?.messageId, receipt?.state, receipt?.errorCode, receipt?.reference],
    ['9f3a', 'undeliverable', '27', 4512],
  );
});

test('receipted_message_id marks a receipt even when esm_class does not, with or without a closing zero', () => {
  for (const value of [Buffer.from('abc'), Buffer.from('abc\0')]) {
    const tlvs = [octetsTlv(TAG.receipted_message_id, value), uint8Tlv(TAG.message_state, 2)];
    assert.equal(findReceipt(deliver('', { esmClass: 0, tlvs }))?.messageId, 'abc');
  }
});

test('a body in UCS-2 is read, also when its coding is misdeclared', () => {
  assert.equal(findReceipt(deliver(wide(TEXT), { dataCoding: 8 }))?.state, 'delivered');
  assert.equal(findReceipt(deliver(wide(TEXT), { dataCoding: 0 }))?.messageId, '0123456789');
  assert.equal(findReceipt(deliver(TEXT, { dataCoding: 8 }))?.messageId, '0123456789');
});

test('a body in message_payload is read', () => {
  assert.equal(
    findReceipt(deliver('', { tlvs: [octetsTlv(TAG.message_payload, Buffer.from(TEXT))] }))?.state,
    'delivered',
  );
});

test('an id in decimal names the message that was accepted in hex, and the reverse', () => {
  const inDecimal = findReceipt(deliver('id:0000006699 stat:DELIVRD err:000'));
  for (const accepted of ['1a2b', '1A2B', '00001a2b', '6699'])
    assert.ok(inDecimal?.alternativeIds.includes(accepted), accepted);
  const inHex = findReceipt(deliver('id:1A2B stat:DELIVRD err:000'));
  for (const accepted of ['6699', '0000006699', '1a2b']) assert.ok(inHex?.alternativeIds.includes(accepted), accepted);
  const uuid = findReceipt(deliver('id:3c9e2f2c-7a0e-4a53-9a55-5a1d5a0c1a11 stat:DELIVRD'));
  assert.deepEqual(uuid?.alternativeIds, []);
});

test('what is on the way is not final', () => {
  for (const [word, state] of [
    ['ENROUTE', 'enroute'],
    ['ACCEPTD', 'accepted'],
    ['UNKNOWN', 'unknown'],
  ] as const) {
    const receipt = findReceipt(deliver(`id:1 stat:${word} err:000`, { esmClass: ESM_CLASS.intermediateNotification }));
    assert.deepEqual([receipt?.state, receipt?.final], [state, false]);
  }
  for (const word of ['EXPIRED', 'DELETED', 'REJECTD', 'UNDELIV'])
    assert.equal(findReceipt(deliver(`id:1 stat:${word}`))?.final, true);
});

test('a citizen who types the words of a receipt sends a text, not a receipt', () => {
  assert.equal(findReceipt(deliver(TEXT, { esmClass: 0 })), undefined);
});

test('a receipt that names no message or no state is no receipt, and no octets make the parser throw', () => {
  assert.equal(findReceipt(deliver('stat:DELIVRD')), undefined);
  assert.equal(findReceipt(deliver('id:12 stat:WHATEVER')), undefined);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 254 }),
      fc.nat(255),
      fc.array(fc.record({ tag: fc.constantFrom(...Object.values(TAG)), value: fc.uint8Array({ maxLength: 20 }) })),
      (body, dataCoding, tlvs) => {
        findReceipt(deliver(body, { dataCoding, tlvs }));
      },
    ),
  );
});
