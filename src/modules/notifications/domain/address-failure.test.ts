import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfTheAddress } from './address-failure.ts';

test('only what says that the address is dead counts against it', () => {
  const mail = ['unknownRecipient 5.1.1', '550 5.1.1', '550 5.1.10', 'unknownRecipient 5.1.2', 'barred 5.2.1'];
  assert.ok(mail.every((reason) => isOfTheAddress('email', reason)));
  const sms = ['unknownRecipient 001', 'unknownRecipient', 'ESME_RINVDSTADR'];
  assert.ok(sms.every((reason) => isOfTheAddress('sms', reason)));
});

test('full, off, refused by policy, passing trouble and silence count against nobody', () => {
  const mail = [
    'full 5.2.2',
    '452 4.2.2',
    'refused 5.7.1',
    '554 5.7.1',
    'barred 4.2.1',
    'other',
    'absent 4.4.1',
    '550',
  ];
  assert.deepEqual(
    mail.filter((reason) => isOfTheAddress('email', reason)),
    [],
  );
  const sms = ['absent 027', 'full 032', 'barred 011', 'refused', 'other 099', 'ESME_RTHROTTLED', ''];
  assert.deepEqual(
    sms.filter((reason) => isOfTheAddress('sms', reason)),
    [],
  );
});
