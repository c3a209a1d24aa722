import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import { loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { provesSurname } from './second-datum.ts';

const bed = await useTestBed();
const visitor = bed.as();
const { offices } = await seedAgencies(bed.system);
bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
const person = { unitId: offices.get('TOL') ?? '', names: 'Rosa', surnames: 'de la Cruz Gómez', source: 'test' };
const given = async () => ({ id: newId(), personId: (await registerPerson(bed.system, person)).personId });

test('ten wrong surnames for one folio are enough, from however many addresses, and an hour later the right one is heard', async () => {
  const [procedure, other] = [await given(), await given()];
  const guesses = Array.from({ length: 20 }, (_, n) => provesSurname(visitor, procedure, `Hernández ${n}`));
  const outcomes = await Promise.allSettled(guesses);
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10);
  await assert.rejects(provesSurname(visitor, procedure, 'de la Cruz'), /http.tooMany/);
  assert.equal(await provesSurname(visitor, other, 'de la Cruz'), true, 'another folio is not locked with it');
  bed.services.clock.advance({ hours: 1 });
  assert.equal(await provesSurname(visitor, procedure, 'DE LA CRUZ'), true);
});

test('who knows the surname may look as often as they like', async () => {
  const procedure = await given();
  for (let look = 0; look < 15; look++) assert.equal(await provesSurname(visitor, procedure, 'De la Cruz'), true);
});

test('an empty field is no guess', async () => {
  const procedure = await given();
  for (let look = 0; look < 15; look++) assert.equal(await provesSurname(visitor, procedure, ' '), false);
  assert.equal(await provesSurname(visitor, procedure, 'De la Cruz'), true);
});
