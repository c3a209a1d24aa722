import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { givenPerson } from '../people.testing.ts';
import { eraseNames } from '../store/rights.ts';
import { listLikely, tellApart } from '../store/likely-duplicates.ts';
import { compareNew } from './find-duplicates.ts';

const bed = await useTestBed();
const ctx = bed.system;

async function pairsOf(agencyId: string): Promise<string[][]> {
  await compareNew(ctx);
  return (await listLikely(ctx, agencyId, 50)).map(({ oneId, otherId }) => [oneId, otherId].toSorted());
}

test('two records with a name that sounds alike are found once, and nobody of another agency is', async () => {
  const agencyId = newId();
  const one = await givenPerson(ctx, agencyId, { names: 'José Luis', surnames: 'Vázquez Hernández' });
  const other = await givenPerson(ctx, agencyId, { names: 'Jose Luis', surnames: 'Basques Ernandes' });
  await givenPerson(ctx, agencyId, { names: 'José Luis', surnames: 'Mora Arriaga' });
  await givenPerson(ctx, newId(), { names: 'José Luis', surnames: 'Vázquez Hernández' });
  assert.deepEqual(await pairsOf(agencyId), [[one, other].toSorted()]);
  assert.equal(await compareNew(ctx), 0, 'nothing is compared twice');
});

test('two people told apart stay so, even when one of them is compared again', async () => {
  const agencyId = newId();
  const name = { names: 'Rosa', surnames: 'Martínez López' };
  const one = await givenPerson(ctx, agencyId, name);
  const other = await givenPerson(ctx, agencyId, name);
  assert.equal((await pairsOf(agencyId)).length, 1);
  await tellApart(ctx, agencyId, [one, other]);
  await ctx.db.sql('update people.people set compared_at = null where agency_id = $1', [agencyId]);
  assert.deepEqual(await pairsOf(agencyId), []);
});

test('a family with one telephone is no duplicate; the same person with a cut name is', async () => {
  const agencyId = newId();
  const mobile = '+527225559001';
  await givenPerson(ctx, agencyId, { names: 'Ana Laura', surnames: 'Ríos Mora', mobile });
  await givenPerson(ctx, agencyId, { names: 'Luis', surnames: 'Ríos Mora', mobile });
  assert.deepEqual(await pairsOf(agencyId), []);
  await givenPerson(ctx, agencyId, { names: 'Ana L.', surnames: 'Ríos Mora', mobile });
  assert.equal((await pairsOf(agencyId)).length, 1);
});

test('whoever was erased is no longer shown beside the one they were like, and like nobody, not even others who were erased', async () => {
  const agencyId = newId();
  const name = { names: 'Elvira', surnames: 'Cuautle Tepox' };
  const [one, other, third] = [
    await givenPerson(ctx, agencyId, name),
    await givenPerson(ctx, agencyId, name),
    await givenPerson(ctx, agencyId, { names: 'Simón', surnames: 'Popoca Ruiz' }),
  ];
  assert.deepEqual(await pairsOf(agencyId), [[one, other].toSorted()]);
  await eraseNames(ctx, [other, third], 'Datos cancelados');
  assert.deepEqual(await pairsOf(agencyId), [], 'the pair told what the name had been like');
  // Rules of sound that change have everybody compared again.
  await ctx.db.sql('update people.people set sound_version = 0 where agency_id = $1', [agencyId]);
  assert.deepEqual(await pairsOf(agencyId), []);
  const indexed = await ctx.db.sql('select from people.name_pairs where person_id = any($1)', [[other, third]]);
  assert.equal(indexed.length, 0);
});
