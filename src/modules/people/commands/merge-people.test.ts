import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import {
  doubtAddress,
  loadPerson,
  mergePeople,
  personForNotices,
  searchPeople,
  tellPeopleApart,
  undoMerge,
  withdrawConsent,
} from '../index.ts';
import { compareNew } from '../jobs/find-duplicates.ts';
import { comparePeople, listLikelyDuplicates } from '../queries/likely-duplicates.ts';
import { givenPerson } from '../people.testing.ts';
import { listMerges } from '../store/merges.ts';
import { findIdsOfHolder, insertContact } from '../store/people.ts';

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
  assert.equal(reached.email, 'a@ejemplo.mx');
  assert.equal(reached.consents.length, 2);
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

test('of the same telephone in both records the better proved one stays, and undoing gives each its own', async () => {
  const agencyId = newId();
  const mobile = '+527221110021';
  const name = { names: 'Elvira', surnames: 'Tovar Cid' };
  const keepId = await givenPerson(ctx, agencyId, name);
  const terms = { agencyId, personId: keepId, purpose: 'status-notices', noticeVersion: 'test', source: 'status-page' };
  await insertContact(ctx, { ...terms, channel: 'sms', address: mobile, selfAdded: true });
  await doubtAddress(
    ctx,
    { agencyId, channel: 'sms', addressIndex: ctx.crypt.blindIndex(mobile, 'people.sms') },
    'stale',
  );
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile });
  bed.services.clock.advance({ minutes: 1 });
  await mergePeople(ctx, { keepId, mergeId, reason: 'misma credencial' });
  assert.deepEqual(
    (await loadPerson(ctx, keepId))?.contacts.map(({ doubt }) => doubt),
    [null],
  );
  assert.deepEqual(await findIdsOfHolder(ctx, agencyId, 'sms', mobile), [keepId], 'a code opens what is theirs');
  const [merge] = await listMerges(ctx, keepId);
  await undoMerge(ctx, { mergeId: merge?.id ?? '', reason: 'no era' });
  const doubtOf = async (id: string) => (await loadPerson(ctx, id))?.contacts.map(({ doubt }) => doubt);
  assert.deepEqual([await doubtOf(keepId), await doubtOf(mergeId)], [['stale'], [null]]);
});

test('a telephone that one record heard to be wrong is doubted when the other brings it again', async () => {
  const agencyId = newId();
  const mobile = '+527221110022';
  const name = { names: 'Delfina', surnames: 'Ocampo Sil' };
  const keepId = await givenPerson(ctx, agencyId, { ...name, mobile });
  await ctx.db.sql(
    `update people.contact_points set withdrawn_at = $2, withdrawn_because = 'not_theirs' where person_id = $1`,
    [keepId, ctx.clock.now()],
  );
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile });
  bed.services.clock.advance({ minutes: 1 });
  await mergePeople(ctx, { keepId, mergeId, reason: 'misma credencial' });
  assert.deepEqual(
    (await loadPerson(ctx, keepId))?.contacts.map(({ doubt }) => doubt),
    ['not_theirs'],
  );
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

test('whoever was told apart from a record is told apart from the one it is merged into', async () => {
  const agencyId = newId();
  const name = { names: 'Noé', surnames: 'Garduño Vilchis' };
  const [a, b, c] = [
    await givenPerson(ctx, agencyId, name),
    await givenPerson(ctx, agencyId, name),
    await givenPerson(ctx, agencyId, name),
  ];
  await tellPeopleApart(ctx, [a, c]);
  await mergePeople(ctx, { keepId: b, mergeId: a, reason: 'misma credencial' });
  await compareNew(ctx);
  assert.deepEqual((await listLikelyDuplicates(ctx, agencyId, {})).pairs, []);
  const { people, toldApart } = await comparePeople(ctx, [b, c]);
  assert.equal(toldApart, true);
  assert.deepEqual(
    people[0].merges.map(({ mergedId, reason }) => [mergedId, reason]),
    [[a, 'misma credencial']],
  );
});

test('the list of likely duplicates goes on page after page and shows each pair once', async () => {
  const agencyId = newId();
  for (let n = 0; n < 8; n++) await givenPerson(ctx, agencyId, { names: 'Iván', surnames: 'Zepeda Nava' });
  await compareNew(ctx);
  const seen: string[] = [];
  for (let after: { score: number; id: string } | undefined, turn = 0; turn < 5; turn++) {
    const { pairs, next } = await listLikelyDuplicates(ctx, agencyId, { after });
    seen.push(...pairs.map(({ id }) => id));
    after = next;
    if (!next) break;
  }
  assert.equal(seen.length, 28, 'eight records make 28 pairs');
  assert.equal(new Set(seen).size, 28);
});
