import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSecret, sign } from './signature.ts';

test('a signature is the one of the published example', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signed = sign(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}');
  assert.equal(signed, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('each secret is new and long enough', () => {
  assert.notEqual(newSecret(), newSecret());
  assert.match(newSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/);
});
