import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import { loadPerson, mergePeople, personForNotices, searchPeople, withdrawConsent } from '../index.ts';
import { givenPerson } from '../people.testing.ts';

const bed = await useTestBed();
const ctx = bed.system;

test('the kept person answers for both, and the name finds one only', async () => {
  const agencyId = newId();
  const name = { names: 'Ma. de los Ángeles', surnames: 'Peña Cruz' };
  const keepId = await givenPerson(ctx, agencyId, { ...name, mobile: '+527221110001' });
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile: '+527221110001', email: 'a@ejemplo.mx' });
  assert.equal((await searchPeople(ctx, agencyId, 'maria angeles peña cruz')).length, 2);
  await mergePeople(ctx, { keepId, mergeId, reason: 'mismo teléfono' });
  assert.equal((await loadPerson(ctx, mergeId))?.id, keepId);
  const reached = await personForNotices(ctx, mergeId);
  assert.equal(reached?.mobile, '+527221110001');
  assert.equal(reached?.email, 'a@ejemplo.mx');
  assert.equal(reached?.consents.length, 2);
  assert.deepEqual(
    (await searchPeople(ctx, agencyId, 'Peña Cruz, María Ángeles')).map(({ id }) => id),
    [keepId],
  );
  const { rows } = await bed.pool.query('select merged_id, reason from people.merges where kept_id = $1', [keepId]);
  assert.deepEqual(rows, [{ merged_id: mergeId, reason: 'mismo teléfono' }]);
});

test('a channel that one of the two gave up stays given up', async () => {
  const agencyId = newId();
  const keepId = await givenPerson(ctx, agencyId, { names: 'Luis', surnames: 'Mora', mobile: '+527221110002' });
  const mergeId = await givenPerson(ctx, agencyId, { names: 'Luis', surnames: 'Mora', mobile: '+527221110002' });
  bed.services.clock.advance({ minutes: 1 });
  await withdrawConsent(ctx, { personId: mergeId, channel: 'sms', source: 'test' });
  await mergePeople(ctx, { keepId, mergeId, reason: 'la misma persona' });
  assert.equal((await personForNotices(ctx, keepId))?.mobile, undefined);
});

test('a person merged earlier follows to the last one kept', async () => {
  const agencyId = newId();
  const [a, b, c] = await Promise.all(
    [1, 2, 3].map(() => givenPerson(ctx, agencyId, { names: 'Ana', surnames: 'Ríos' })),
  );
  assert.ok(a && b && c);
  await mergePeople(ctx, { keepId: b, mergeId: a, reason: 'x' });
  await mergePeople(ctx, { keepId: c, mergeId: b, reason: 'x' });
  assert.equal((await loadPerson(ctx, a))?.id, c);
  await assert.rejects(mergePeople(ctx, { keepId: c, mergeId: a, reason: 'x' }), /people.alreadyMerged/);
});

test('two merges of the same pair in opposite directions: one wins, none is lost', async () => {
  const agencyId = newId();
  const one = await givenPerson(ctx, agencyId, { names: 'Eva', surnames: 'Sol' });
  const two = await givenPerson(ctx, agencyId, { names: 'Eva', surnames: 'Sol' });
  const results = await Promise.allSettled([
    mergePeople(ctx, { keepId: one, mergeId: two, reason: 'x' }),
    mergePeople(ctx, { keepId: two, mergeId: one, reason: 'x' }),
  ]);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await searchPeople(ctx, agencyId, 'Eva Sol')).length, 1);
});
