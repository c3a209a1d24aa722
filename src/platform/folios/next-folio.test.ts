import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { transact } from '../context.ts';
import { newId } from '../ids.ts';
import { parseFolio } from './folio.ts';
import { nextFolio } from './next-folio.ts';

const bed = await useTestBed();

test('folios have no gap and no double under 64 concurrent clients of whom every third rolls back', async () => {
  const agencyId = newId();
  const tries = Array.from({ length: 640 }, (_, index) => index);
  const taken: number[] = [];
  const client = async () => {
    for (let turn = tries.pop(); turn !== undefined; turn = tries.pop()) {
      const rollBack = turn % 3 === 0;
      await transact(bed.system, async (tx) => {
        const folio = await nextFolio(tx, agencyId, 'TOL');
        if (rollBack) throw new Error('roll back');
        return folio;
      }).then(
        (text) => {
          const parsed = parseFolio(text);
          assert.ok(parsed.ok);
          taken.push(parsed.folio.number);
        },
        (error: unknown) => assert.equal((error as Error).message, 'roll back'),
      );
    }
  };
  await Promise.all(Array.from({ length: 64 }, client));
  const sorted = taken.toSorted((one, other) => one - other);
  assert.deepEqual(
    sorted,
    Array.from({ length: sorted.length }, (_, index) => index + 1),
  );
});
