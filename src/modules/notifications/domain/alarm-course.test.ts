import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOf } from './alarm-course.ts';

const start = Temporal.Instant.from('2026-03-04T16:00:00Z');
const at = (seconds: number) => start.add({ seconds });
const fresh = { since: start, calmSince: null, begunToldAt: null };
const told = { ...fresh, begunToldAt: at(30) };

test('what lasts for half a minute is told once', () => {
  assert.deepEqual(stepOf(fresh, true, at(29)), { kind: 'on', tell: false });
  assert.deepEqual(stepOf(fresh, true, at(30)), { kind: 'on', tell: true });
  assert.deepEqual(stepOf(told, true, at(3_600)), { kind: 'on', tell: false });
});

test('what was over before anybody was told is told to nobody', () => {
  assert.deepEqual(stepOf(fresh, false, at(20)), { kind: 'over', endedAt: at(20), tell: false });
});

test('what comes and goes is one alarm; it ends when its cause went, once that was two minutes ago', () => {
  assert.deepEqual(stepOf(told, false, at(100)), { kind: 'calm', calmSince: at(100) });
  const calm = { ...told, calmSince: at(100) };
  assert.deepEqual(stepOf(calm, true, at(150)), { kind: 'on', tell: false });
  assert.deepEqual(stepOf(calm, false, at(219)), { kind: 'calm', calmSince: at(100) });
  assert.deepEqual(stepOf(calm, false, at(220)), { kind: 'over', endedAt: at(100), tell: true });
});

test('what nobody could be told of while it lasted is told when it is over', () => {
  const untold = { ...fresh, calmSince: at(500) };
  assert.deepEqual(stepOf(untold, false, at(700)), { kind: 'over', endedAt: at(500), tell: true });
});
