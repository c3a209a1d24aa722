import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weightNow } from './weight-now.ts';

const now = Temporal.Instant.from('2026-03-04T18:00:00Z');
const norte = { channel: 'sms', status: 'ready', weight: 70, enabled: true, seenAt: now } as const;
const sur = { ...norte, weight: 30 };
const alone = (carrier: Parameters<typeof weightNow>[0]) => weightNow(carrier, [carrier], now);

test('a carrier in service has the weight by which traffic is shared out', () => {
  assert.equal(weightNow(norte, [norte, sur], now), 70);
});

test('one that is away, switched off or of which nobody has heard gets nothing, whatever its weight', () => {
  for (const status of ['connecting', 'waiting', 'closed']) assert.equal(alone({ ...norte, status }), 0, status);
  assert.equal(alone({ ...norte, enabled: false }), 0);
  assert.equal(alone({ ...norte, seenAt: now.subtract({ seconds: 31 }) }), 0);
});

test('one that pauses after faults gets nothing while another of its channel takes over, and all of it alone', () => {
  const resting = { ...norte, status: 'resting' };
  assert.equal(weightNow(resting, [resting, sur], now), 0);
  assert.equal(weightNow(resting, [resting, { ...sur, channel: 'email' }], now), 70);
  assert.equal(weightNow(resting, [resting, { ...sur, status: 'waiting' }], now), 70);
  assert.equal(weightNow(resting, [resting, { ...sur, weight: 0 }], now), 70);
});
