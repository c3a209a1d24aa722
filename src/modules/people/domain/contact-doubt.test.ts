import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtOf, USUAL_REVERIFICATION } from './contact-doubt.ts';

const now = Temporal.Instant.from('2026-11-21T12:00:00Z');
const ago = (days: number) => now.subtract({ hours: 24 * days });
const doubt = (lastSign: number, failures = 0, first = 0, policy = USUAL_REVERIFICATION) =>
  doubtOf({ lastSign: ago(lastSign), failures, firstFailure: failures > 0 ? ago(first) : null }, policy, now);

test('a mobile that nothing reached for a month is in doubt; two notices, or three in a week, are a dead battery', () => {
  assert.equal(doubt(60, 3, 31), 'unreachable');
  assert.equal(doubt(60, 2, 31), undefined);
  assert.equal(doubt(60, 9, 7), undefined);
});

test('a mobile without a sign of life for the months of the policy is in doubt, and never where age is no doubt', () => {
  assert.equal(doubt(181), 'stale');
  assert.equal(doubt(179), undefined);
  assert.equal(doubt(3_000, 0, 0, { staleMonths: undefined, unreachableDays: 30 }), undefined);
});

test('that nothing arrives says more than that nobody wrote', () => {
  assert.equal(doubt(400, 5, 90), 'unreachable');
});
