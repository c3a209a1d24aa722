import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { forgetTopics, remember } from './remember.ts';

const bed = await useTestBed();

test('a value is loaded once, again after forgetting, and what a transaction loads is kept for it alone', async () => {
  let loads = 0;
  const read = remember(60, async () => ++loads);
  const { db } = bed.services;
  await db.transaction(async (tx) => {
    assert.deepEqual([await read(tx), await read(tx)], [1, 1]);
    read.forget(tx);
    assert.equal(await read(tx), 2);
  });
  assert.deepEqual([await read(db), await read(db)], [3, 3]);
  read.forget(db);
  assert.equal(await read(db), 4);
});

test('a failed load is tried again', async () => {
  let broken = true;
  const read = remember(60, async () => {
    if (broken) throw new Error('away');
    return 'here';
  });
  await assert.rejects(read(bed.services.db), /away/);
  broken = false;
  assert.equal(await read(bed.services.db), 'here');
});

test('a hint from another node makes the next reader load again, one on another topic does not', async () => {
  let loads = 0;
  const read = remember(60, async () => ++loads, 'reference:test');
  const { db } = bed.services;
  assert.equal(await read(db), 1);
  forgetTopics(new Set(['reference:other']));
  assert.equal(await read(db), 1);
  forgetTopics(new Set(['reference:test']));
  assert.equal(await read(db), 2);
  forgetTopics(new Set(['*']));
  assert.equal(await read(db), 3, 'after a lost connection everything may have changed');
});
