import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingParts, nextTry } from './next-try.ts';

const now = Temporal.Instant.from('2026-03-04T16:00:00Z');
const inHours = (hours: number) => now.add({ hours });
const secondsOf = (tries: number, random: number, expiresAt = inHours(2)) =>
  nextTry(tries, { now, expiresAt, random })?.since(now).total('seconds');

test('a telephone that was off is tried after a minute and after ten, each a tenth more or less', () => {
  assert.deepEqual([secondsOf(0, 0), secondsOf(0, 0.5), secondsOf(1, 0), secondsOf(1, 0.5)], [54, 60, 540, 600]);
  assert.ok((secondsOf(0, 0.999_999) ?? 0) <= 66);
  assert.ok((secondsOf(1, 0.999_999) ?? 0) <= 660);
});

test('after the second try there is no other, nor one that would come too late', () => {
  assert.equal(secondsOf(2, 0.5), undefined);
  assert.equal(secondsOf(1, 0.5, now.add({ minutes: 10 })), undefined);
  assert.equal(secondsOf(0, 0.5, now.add({ seconds: 61 })), 60);
});

test('only the parts that nobody has are sent again', () => {
  assert.deepEqual(missingParts(3, [{ part: 1, covers: 1 }]), [2, 3]);
  assert.deepEqual(missingParts(3, [{ part: 1, covers: 3 }]), []);
  assert.deepEqual(missingParts(2, []), [1, 2]);
});
