import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOfPerson } from '#modules/notifications/index.ts';
import { findAllIds, mergePeople, registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '../commands/enter-procedure.ts';
import { useTestOffice } from '../registry.testing.ts';
import { proceduresOfPerson } from './procedures-of-person.ts';

const office = await useTestOffice();
const { system, toluca, texcoco } = office;
const clerk = await office.hire('Lucía', ['reception_clerk']);
const guest = await office.hire('Irma', ['privacy_officer']);

const register = () => registerPerson(system, { unitId: toluca, names: 'Ana', surnames: 'Sol', source: 'test' });
const enter = async (unitId: string, personId: string) => {
  const facts = { service: 'copias-certificadas', propertyLocation: 'Calle 1', documents: [] };
  return (await enterProcedure(system, { unitId, personId, ...facts })).folio;
};

test('the procedures of a person and of the records merged into it are told, of the own units alone', async () => {
  const [{ personId }, { personId: doubleId }] = [await register(), await register()];
  const here = await enter(toluca, personId);
  await enter(texcoco, personId);
  const double = await enter(toluca, doubleId);
  await mergePeople(system, { keepId: personId, mergeId: doubleId, reason: 'misma credencial' });
  const ids = await findAllIds(system, doubleId);
  const found = await proceduresOfPerson(clerk.ctx, personId, ids);
  assert.deepEqual(found.map(({ folio }) => folio).toSorted(), [here, double].toSorted());
  assert.equal((await proceduresOfPerson(system, personId, ids)).length, 3);
  assert.deepEqual(await evidenceOfPerson(clerk.ctx, personId, ids), []);
});

test('who reads people and no procedures reads neither here', async () => {
  const { personId } = await register();
  await assert.rejects(proceduresOfPerson(guest.ctx, personId, [personId]), /access.notAllowed/);
  await assert.rejects(evidenceOfPerson(guest.ctx, personId, [personId]), /access.notAllowed/);
});
