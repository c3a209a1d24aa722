import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerNetwork } from './caller-network.ts';

test('addresses of one IPv6 line are one caller, however they are written', () => {
  const one = callerNetwork('2806:10ae:5:7::1');
  assert.equal(one, '2806:10ae:5:7');
  for (const address of ['2806:10ae:5:7:ffff:1:2:3', '2806:10AE:0005:0007::', '2806:10ae:5:7::1%eth0'])
    assert.equal(callerNetwork(address), one, address);
  assert.notEqual(callerNetwork('2806:10ae:5:8::1'), one);
  assert.equal(callerNetwork('2001:db8::1'), '2001:db8:0:0');
  assert.equal(callerNetwork('::1'), '0:0:0:0');
});

test('each IPv4 address is a caller of its own, also where the socket writes it as IPv6', () => {
  assert.equal(callerNetwork('203.0.113.7'), '203.0.113.7');
  assert.equal(callerNetwork('::ffff:203.0.113.7'), '203.0.113.7');
});
