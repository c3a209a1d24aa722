import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AesFieldCrypt } from '#platform/crypt/aes-field-crypt.ts';
import { newId } from '#platform/ids.ts';
import { madeAt } from './mail-token.ts';
import { mailAddresses, readUnsubscribeToken, unsubscribePath } from './mail-addresses.ts';

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');
const crypt = new AesFieldCrypt({ current: 'k1', keys: { k1: key('a') }, index: key('b') });
const other = new AesFieldCrypt({ current: 'k1', keys: { k1: key('a') }, index: key('c') });
const addresses = mailAddresses({ crypt }, 'avisos.example');
const id = newId();

test('the return path of a message names it, in whatever capitals it comes back', () => {
  const path = addresses.returnPath(id);
  assert.ok(path.indexOf('@') <= 64);
  assert.equal(addresses.readReturn(path), id);
  assert.equal(addresses.readReturn(path.toUpperCase()), id);
  assert.equal(addresses.readReturn(addresses.messageId(id)), id);
  assert.equal(addresses.readUnsubscribe(addresses.unsubscribeMail(id)), id);
});

test('nobody makes one up: another message, another key, another purpose, another domain', () => {
  const path = addresses.returnPath(id);
  const digit = path[5] === '0' ? '1' : '0';
  assert.equal(addresses.readReturn(path.slice(0, 5) + digit + path.slice(6)), undefined);
  assert.equal(addresses.readReturn(mailAddresses({ crypt: other }, 'avisos.example').returnPath(id)), undefined);
  assert.equal(addresses.readUnsubscribe(path.replace('r-', 'baja-')), undefined);
  assert.equal(addresses.readReturn(path.replace('avisos.example', 'malo.example')), undefined);
  assert.equal(addresses.readReturn('r-@avisos.example'), undefined);
});

test('mail is taken for signed addresses and for those that every domain must have', () => {
  const mine = [
    addresses.returnPath(id),
    addresses.unsubscribeMail(id),
    'Postmaster@Avisos.example',
    'abuse@avisos.example',
  ];
  assert.ok(mine.every((address) => addresses.takes(address)));
  const foreign = ['director@avisos.example', 'abuse@otra.example', 'abuse@avisos.example@x', 'r-0@avisos.example'];
  assert.deepEqual(
    foreign.filter((address) => addresses.takes(address)),
    [],
  );
});

test('the link to stop is good for the message alone, and tells when it was made', () => {
  const token = unsubscribePath({ crypt }, id).split('/').at(-1) ?? '';
  assert.equal(readUnsubscribeToken({ crypt }, token), id);
  assert.equal(readUnsubscribeToken({ crypt: other }, token), undefined);
  assert.equal(readUnsubscribeToken({ crypt }, 'x'), undefined);
  assert.equal(madeAt(newId(Date.UTC(2025, 10, 21, 8))).toString(), '2025-11-21T08:00:00Z');
});
