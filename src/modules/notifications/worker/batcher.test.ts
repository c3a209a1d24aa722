import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Batcher } from './batcher.ts';

test('what comes while a batch is at work goes into the next one, in order, never more than the most', async () => {
  const batches: (readonly number[])[] = [];
  const firstAtWork = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const batcher = new Batcher<number>(async (items) => {
    batches.push(items);
    firstAtWork.resolve();
    await release.promise;
  }, 4);
  const first = batcher.add(0);
  await firstAtWork.promise;
  const others = [1, 2, 3, 4, 5, 6].map((item) => batcher.add(item));
  release.resolve();
  await Promise.all([first, ...others]);
  assert.deepEqual(batches, [[0], [1, 2, 3, 4], [5, 6]]);
});

test('a bad item fails alone and the others of its batch are done', async () => {
  const done: number[] = [];
  const batcher = new Batcher<number>(async (items) => {
    if (items.includes(2)) throw new Error('two is bad');
    done.push(...items);
  }, 10);
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(done, [1, 3]);
});

test('draining waits for all that was added', async () => {
  let done = 0;
  const batcher = new Batcher<number>(async (items) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    done += items.length;
  }, 2);
  for (let item = 0; item < 7; item++) void batcher.add(item);
  await batcher.drain();
  assert.equal(done, 7);
});
