import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedAgencies } from '#modules/agencies/index.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { findLikelyDuplicates, loadPerson, registerPerson } from '../index.ts';
import { givenPerson, staffWith } from '../people.testing.ts';

const bed = await useTestBed();
const ctx = bed.system;
const { ifremId: agencyId, ifremRoot: unitId } = await seedAgencies(ctx);
const at = { unitId, source: 'test' };

test('the desk is told who it may already be, and the answer "it is her" adds the channel to the known record', async () => {
  const known = await givenPerson(ctx, agencyId, { names: 'María Elena', surnames: 'Vázquez Peña' });
  const entry = { names: 'Ma. Elena', surnames: 'Basquez Peña', mobile: '+527221234501' };
  const [likely] = await findLikelyDuplicates(ctx, { agencyId, ...entry });
  assert.equal(likely?.id, known);
  assert.deepEqual(await registerPerson(ctx, { ...at, ...entry, sameAs: known }), { personId: known, known: true });
  const person = await loadPerson(ctx, known);
  assert.equal(person?.names, 'María Elena', 'the name that was there stays');
  assert.deepEqual(
    person.contacts.map(({ address }) => address),
    ['+527221234501'],
  );
});

test('nobody can be chosen who belongs to another agency, and nobody registers in a unit of another one', async () => {
  const stranger = await givenPerson(ctx, newId(), { names: 'Eva', surnames: 'Sol' });
  const entry = { ...at, names: 'Eva', surnames: 'Sol' };
  await assert.rejects(registerPerson(ctx, { ...entry, sameAs: stranger }), /access.notFound/);
  bed.services.access.units.replace([{ id: unitId, parentId: null }]);
  const foreign = staffWith('reception_clerk', newId(), unitId);
  await assert.rejects(registerPerson(bed.as(foreign), entry), /access.notFound/);
});
