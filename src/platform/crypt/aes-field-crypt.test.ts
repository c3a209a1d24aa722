import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { AesFieldCrypt } from './aes-field-crypt.ts';
import { reseal } from './reseal.ts';

const fresh = () => randomBytes(32).toString('base64');
const [old, index] = [fresh(), fresh()];
const before = new AesFieldCrypt({ current: 'k1', keys: { k1: old }, index });
const after = new AesFieldCrypt({ current: 'k2', keys: { k1: old, k2: fresh() }, index });
const PLACE = 'people.address.1';

test('a sealed value opens at its place and shows nothing of itself', () => {
  const sealed = before.seal('+527222805230', PLACE);
  assert.equal(before.open(sealed, PLACE), '+527222805230');
  assert.doesNotMatch(sealed, /2805230/);
  assert.notEqual(sealed, before.seal('+527222805230', PLACE), 'equal values look different');
});

test('a value moved to another row or column no longer opens', () => {
  assert.throws(() => before.open(before.seal('Rosa', PLACE), 'people.address.2'));
  assert.throws(() => before.open(before.seal('Rosa', PLACE), 'people.names.1'));
});

test('a value with any one byte changed no longer opens', () => {
  const sealed = before.seal('Rosa', PLACE);
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const tampered = Buffer.from(bytes);
    tampered.writeUInt8(tampered.readUInt8(at) ^ 1, at);
    assert.throws(() => before.open(`k1.${tampered.toString('base64url')}`, PLACE), `byte ${at}`);
  }
});

test('a value cut short or under an unknown key is refused', () => {
  assert.throws(() => before.open(before.seal('Rosa', PLACE).slice(0, 12), PLACE));
  assert.throws(() => before.open(after.seal('Rosa', PLACE), PLACE), /no field key k2/);
});

test('after a change of key old values still open, and resealing moves them to the new key', () => {
  const sealed = before.seal('Rosa', PLACE);
  const moved = reseal(after, sealed, PLACE);
  assert.match(moved, /^k2\./);
  assert.equal(after.open(moved, PLACE), 'Rosa');
  assert.equal(reseal(after, moved, PLACE), moved, 'a value under the current key stays as it is');
});

test('the blind index is equal for equal values of one purpose only', () => {
  assert.equal(before.blindIndex('x', 'people.sms'), after.blindIndex('x', 'people.sms'));
  assert.notEqual(before.blindIndex('x', 'people.sms'), before.blindIndex('x', 'people.email'));
  assert.match(before.blindIndex('x', 'people.sms'), /^[0-9a-f]{32}$/);
});
