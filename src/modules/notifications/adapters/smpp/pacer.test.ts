import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../backoff.ts';
import { Fifo } from './fifo.ts';
import { Pacer } from './pacer.ts';

/** Sends as fast as the pacer lets, for so many seconds, to a carrier that takes `limit` a second; counts what was taken. */
function run(pacer: Pacer, from: number, seconds: number, limit: (second: number) => number): number[] {
  const taken: number[] = [];
  let second = -1;
  let inSecond = 0;
  for (let now = from; now < from + seconds * 1000; now += 1) {
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000);
      inSecond = 0;
      taken.push(0);
    }
    for (let burst = 0; burst < 50 && pacer.waitMs(now) === 0; burst += 1) {
      pacer.sent(now);
      if (inSecond < limit(second)) {
        inSecond += 1;
        taken[taken.length - 1] = inSecond;
        pacer.accepted(now);
      } else pacer.throttled(now, now);
    }
  }
  return taken;
}

test('the pace settles below what the carrier takes within ten seconds, and stays near it', () => {
  const pacer = new Pacer();
  const taken = run(pacer, 0, 60, () => 20);
  assert.ok(pacer.perSecond <= 22, String(pacer.perSecond));
  const settled = taken.slice(10);
  const average = settled.reduce((sum, count) => sum + count, 0) / settled.length;
  assert.ok(average >= 17 && average <= 20, String(average));
});

test('one complaint after a stall costs little of a pace that had proved itself', () => {
  const pacer = new Pacer();
  run(pacer, 0, 9, () => 20);
  const before = pacer.perSecond;
  // Nothing left for most of a second, and what then came at once was too much.
  pacer.throttled(17_000, 16_990);
  assert.ok(before >= 18 && pacer.perSecond >= before * 0.94, `${before} before, ${pacer.perSecond} after`);
});

test('a carrier that comes to take half is followed within ten seconds', () => {
  const pacer = new Pacer();
  const taken = run(pacer, 0, 60, (second) => (second < 20 ? 20 : 10));
  const settled = taken.slice(30);
  const average = settled.reduce((sum, count) => sum + count, 0) / settled.length;
  assert.ok(average >= 8 && average <= 10, String(average));
  assert.ok(pacer.perSecond <= 11, String(pacer.perSecond));
});

test('a carrier that comes to take more is found out', () => {
  const pacer = new Pacer();
  const taken = run(pacer, 0, 120, (second) => (second < 20 ? 20 : 200));
  assert.ok((taken.at(-1) ?? 0) > 150, String(taken.at(-1)));
});

test('a pace by contract is never exceeded', () => {
  const taken = run(new Pacer(30), 0, 5, () => 1000);
  assert.ok(
    taken.every((count) => count <= 31),
    String(taken),
  );
});

test('pauses before connecting again grow from one second to sixty, each with its own jitter', () => {
  for (const random of [() => 0, () => 0.5, () => 0.999]) {
    const backoff = new Backoff(1000, 60_000, random);
    const pauses = Array.from({ length: 12 }, () => backoff.next());
    assert.ok(pauses.every((pause) => pause >= 1000 && pause <= 60_000));
    assert.ok((pauses.at(-1) ?? 0) >= 30_000);
    backoff.reset();
    assert.ok(backoff.next() <= 1000);
  }
});

test('a queue gives back in order what was put in, also after many', () => {
  const queue = new Fifo<number>();
  const out: (number | undefined)[] = [];
  for (let n = 0; n < 5000; n += 1) {
    queue.push(n);
    if (n % 3 > 0) out.push(queue.shift());
  }
  out.push(...queue.drain());
  assert.deepEqual(
    out,
    Array.from({ length: 5000 }, (_, n) => n),
  );
  assert.deepEqual([queue.size, queue.shift()], [0, undefined]);
});
