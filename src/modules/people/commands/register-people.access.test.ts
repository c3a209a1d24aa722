import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedAgencies } from '#modules/agencies/index.ts';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import { staffWith } from '../people.testing.ts';
import { findIdsBySound } from '../store/name-pairs.ts';
import { loadPerson } from '../store/people.ts';
import { registerPeople } from './register-people.ts';
import { registerPerson } from './register-person.ts';

const bed = await useTestBed();
const { ifremId, ifremRoot: unitId } = await seedAgencies(bed.system);
bed.services.access.units.replace([{ id: unitId, parentId: null }]);
const ctx = bed.system;
const ana = { unitId, names: 'Ana', surnames: 'Nava', mobile: '+527225550101', email: 'ana@ejemplo.mx' };

test('to register many needs the right in each unit, of the agency that was named', async () => {
  const run = (who: typeof ctx, agencyId = ifremId) => registerPeople(who, agencyId, 'test', [ana]);
  await assert.rejects(run(bed.as()), /access.signInNeeded/);
  await assert.rejects(run(bed.as(staffWith('analyst', ifremId, unitId))), /access.notAllowed/);
  await assert.rejects(run(bed.as(staffWith('reception_clerk', ifremId))), /access.notFound/);
  await assert.rejects(run(bed.as(staffWith('reception_clerk', ifremId, unitId)), newId()), /access.notFound/);
  assert.equal((await run(bed.as(staffWith('reception_clerk', ifremId, unitId)))).length, 1);
});

test('the same name with one same address is the same person, in the database and in the batch', async () => {
  const { personId } = await registerPerson(ctx, { ...ana, source: 'counter' });
  const luis = { unitId, names: 'Luis', surnames: 'Paz' };
  const [one, two, three, four, five, six] = await registerPeople(ctx, ifremId, 'test', [
    { ...ana, email: undefined },
    { ...luis, mobile: '+527225550102' },
    { ...luis, mobile: '+527225550102', email: 'luis@ejemplo.mx' },
    { ...luis, email: 'luis@ejemplo.mx' },
    luis,
    luis,
  ]);
  assert.equal(one, personId);
  assert.deepEqual([three, four], [two, two]);
  assert.equal(new Set([two, five, six]).size, 3, 'a name alone says nothing');
  const found = await loadPerson(ctx, two ?? '');
  assert.deepEqual(found?.contacts.map(({ address }) => address).toSorted(), ['+527225550102', 'luis@ejemplo.mx']);
  assert.ok((await findIdsBySound(ctx, ifremId, 'Luiz Pas', 10)).includes(two ?? ''), 'found by sound as any other');
});
