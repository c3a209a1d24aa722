import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';

const { services } = await useTestBed();
const { db } = services;

test('queries that are asked at once take turns in a transaction, and the driver has nothing to warn of', async () => {
  const warned: string[] = [];
  const listen = ({ message }: Error) => void warned.push(message);
  process.on('warning', listen);
  const numbers = await db.transaction((tx) =>
    Promise.all([1, 2, 3].map(async (n) => (await tx.sql<{ n: number }>('select $1::int as n', [n]))[0]?.n)),
  );
  // Warnings are told on the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', listen);
  assert.deepEqual([numbers, warned], [[1, 2, 3], []]);
});

test('what waits for its turn when a transaction fails is never written, not even after it', async () => {
  const write = `insert into platform.settings (key, value, changed_by, changed_at) values ('turns', '1', 'test', now())`;
  const count = async () => (await db.sql(`select 1 from platform.settings where key = 'turns'`)).length;
  let waiting: Promise<unknown>[] = [];
  await assert.rejects(
    db.transaction(async (tx) => {
      waiting = [tx.sql('select 1 / 0'), tx.sql(write), tx.sql(write)];
      await Promise.all(waiting);
    }),
    /division by zero/,
  );
  const after = await Promise.allSettled(waiting);
  assert.deepEqual(
    after.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  assert.equal(await count(), 0);
  await db.sql(write);
  assert.equal(await count(), 1, 'the same write alone is a good one');
});

test('two transactions that lock each other out are both done in the end, and hints of the lost try are not told', async () => {
  const keys = ['one', 'two'] as const;
  const write = `insert into platform.settings (key, value, changed_by, changed_at) values ($1, '0', 'test', now())`;
  for (const key of keys) await db.sql(write, [key]);
  const add = `update platform.settings set value = to_jsonb((value #>> '{}')::int + 1) where key = $1`;
  const met = Promise.withResolvers<void>();
  let inside = 0;
  let tries = 0;
  let hints = 0;
  const both = (first: string, second: string) =>
    db.transaction(async (tx) => {
      tries += 1;
      tx.afterCommit(() => void (hints += 1));
      await tx.sql(add, [first]);
      if ((inside += 1) === 2) met.resolve();
      await met.promise;
      await tx.sql(add, [second]);
    });
  await Promise.all([both('one', 'two'), both('two', 'one')]);
  const rows = await db.sql<{ value: number }>('select value from platform.settings where key = any($1)', [[...keys]]);
  assert.deepEqual(
    rows.map(({ value }) => value),
    [2, 2],
  );
  assert.equal(hints, 2);
  assert.ok(tries > 2, 'PostgreSQL ended one of them');
});
