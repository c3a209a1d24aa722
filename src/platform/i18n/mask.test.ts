import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskAddress } from './mask.ts';

test('an address is shown to others as far as its owner needs to know it again, and no further', () => {
  assert.equal(maskAddress('sms', '+527221234567'), '••• ••• 4567');
  assert.equal(maskAddress('email', 'rosa.martinez@gmail.com'), 'r•••@gmail.com');
});

test('what is too short to hide anything, or is no address, is hidden whole', () => {
  assert.equal(maskAddress('sms', '4567'), '••••');
  for (const written of ['', 'rosa', '@gmail.com']) assert.equal(maskAddress('email', written), '••••');
});
