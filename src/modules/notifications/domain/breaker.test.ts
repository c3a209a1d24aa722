import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Breaker } from './breaker.ts';

function breakerAt() {
  let now = 0;
  return { breaker: new Breaker(() => now), wait: (ms: number) => void (now += ms) };
}

function fail(breaker: Breaker, times: number): void {
  for (let time = 0; time < times; time++) breaker.record(true);
}

test('a carrier that fails five times out of few gets nothing, and then one message for a trial', () => {
  const { breaker, wait } = breakerAt();
  fail(breaker, 4);
  assert.equal(breaker.state, 'closed');
  fail(breaker, 1);
  assert.equal(breaker.state, 'open');
  wait(5_000);
  assert.equal(breaker.state, 'trial');
  breaker.begin();
  assert.equal(breaker.state, 'open', 'the second message does not go along');
  breaker.record(false);
  assert.equal(breaker.state, 'closed');
});

test('a failed trial doubles the pause, up to a minute, and a good one brings the short pause back', () => {
  const { breaker, wait } = breakerAt();
  fail(breaker, 5);
  for (const pause of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
    wait(pause - 1);
    assert.equal(breaker.state, 'open');
    wait(1);
    assert.equal(breaker.state, 'trial', `after ${pause} ms`);
    breaker.begin();
    breaker.record(true);
  }
  wait(60_000);
  breaker.begin();
  breaker.record(false);
  fail(breaker, 5);
  wait(5_000);
  assert.equal(breaker.state, 'trial');
});

test('some errors among many good answers, or spread over a long time, change nothing', () => {
  const { breaker, wait } = breakerAt();
  for (let time = 0; time < 40; time++) breaker.record(time % 3 === 0);
  assert.equal(breaker.state, 'closed');
  wait(31_000);
  fail(breaker, 4);
  wait(31_000);
  fail(breaker, 4);
  assert.equal(breaker.state, 'closed');
});

test('ten errors in a row are enough after any number of good answers', () => {
  const { breaker } = breakerAt();
  for (let time = 0; time < 1_000; time++) breaker.record(false);
  fail(breaker, 9);
  breaker.record(false);
  fail(breaker, 9);
  assert.equal(breaker.state, 'closed');
  fail(breaker, 1);
  assert.equal(breaker.state, 'open');
});

test('answers to what was under way when it opened neither close nor prolong it', () => {
  const { breaker, wait } = breakerAt();
  fail(breaker, 5);
  breaker.record(false);
  fail(breaker, 20);
  wait(5_000);
  assert.equal(breaker.state, 'trial');
});
