import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { arrayLiteral } from './array-literal.ts';

const { services } = await useTestBed();

test('texts of every kind come back from the database as they went', async () => {
  const texts = ['', 'NULL', 'null', '{a,b}', 'a "b" c', String.raw`a\b\\c\"`, ' , ', 'ñ\n\t', "o'clock", '💡', null];
  const [row] = await services.db.named<{ back: unknown }>('literal_texts', 'select $1::text[] as back', [texts]);
  assert.deepEqual(row?.back, texts);
});

test('numbers, truths and nothing likewise', async () => {
  const [row] = await services.db.named<{ back: unknown }>(
    'literal_rest',
    'select array[$1::int[]::text, $2::bool[]::text, $3::uuid[]::text] as back',
    [[1, -2, null], [true, false], []],
  );
  assert.deepEqual(row?.back, ['{1,-2,NULL}', '{t,f}', '{}']);
});

test('what only the driver can write is left to it', async () => {
  const now = services.clock.now();
  assert.equal(arrayLiteral([now]), undefined);
  const [row] = await services.db.named<{ back: unknown[] }>('literal_instants', 'select $1::timestamptz[] as back', [
    [now],
  ]);
  assert.equal(String(row?.back[0]), String(now));
});
