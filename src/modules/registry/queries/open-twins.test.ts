import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePeople, registerPerson } from '#modules/people/index.ts';
import { enterProcedure } from '../commands/enter-procedure.ts';
import { withdrawProcedure } from '../commands/withdraw-procedure.ts';
import { useTestOffice } from '../registry.testing.ts';
import { findOpenTwins, latestOf } from './open-twins.ts';

const office = await useTestOffice();
const { agencyId, toluca, texcoco } = office;
const clerk = await office.hire('Lucía', ['reception_clerk']);
const { personId } = await registerPerson(office.system, { unitId: toluca, names: 'A', surnames: 'B', source: 'test' });

const enter = (unitId: string, propertyLocation: string, propertyFolio?: string) =>
  enterProcedure(office.system, {
    unitId,
    personId,
    service: 'copias-certificadas',
    propertyLocation,
    propertyFolio,
    documents: [],
  });
const ask = async (propertyLocation: string, propertyFolio?: string, service = 'copias-certificadas') =>
  (await findOpenTwins(clerk.ctx, { agencyId, service, propertyLocation, propertyFolio })).map(({ folio }) => folio);

const byPlace = await enter(toluca, 'Calle Nigromante 12, Col. Centro, Toluca');
const byFolio = await enter(toluca, 'Av. Morelos 3', '00-123456');

test('the same property is known by its location, however it is written, or by its folio', async () => {
  assert.deepEqual(await ask('calle NIGROMANTE 12 col centro  toluca.'), [byPlace.folio]);
  assert.deepEqual(await ask('Otra forma de decirlo', '00123456'), [byFolio.folio]);
  assert.deepEqual(await ask('Calle Nigromante 13, Col. Centro, Toluca'), []);
  assert.deepEqual(await ask('—', '--'), [], 'what says nothing is like nothing');
});

test('another type, a closed one or one of another office is no twin', async () => {
  assert.deepEqual(await ask('Av. Morelos 3', undefined, 'certificado-de-no-propiedad'), []);
  await enter(texcoco, 'Calle Lejana 1');
  assert.deepEqual(await ask('Calle Lejana 1'), []);
  await withdrawProcedure(office.system, byFolio.procedureId, 'Ya no');
  assert.deepEqual(await ask('Av. Morelos 3'), []);
});

test('of each person the newest procedure of the own units is told', async () => {
  assert.equal((await latestOf(clerk.ctx, [personId])).get(personId)?.folio, byFolio.folio);
  assert.equal((await latestOf(clerk.ctx, [])).size, 0);
});

test('a person is recognised by what was lodged under a record that became part of theirs', async () => {
  const twin = { unitId: toluca, names: 'A', surnames: 'C', source: 'test' };
  const { personId: keepId } = await registerPerson(office.system, twin);
  await mergePeople(office.system, { keepId, mergeId: personId, reason: 'misma credencial' });
  assert.equal((await latestOf(clerk.ctx, [keepId])).get(keepId)?.folio, byFolio.folio);
});
