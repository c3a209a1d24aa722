import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestBed } from '#test/support/context.ts';
import { newId } from '#platform/ids.ts';
import {
  confirmVerification,
  erasePerson,
  giveConsent,
  loadPerson,
  mergePeople,
  openVerification,
  personForNotices,
  startVerification,
  undoMerge,
  withdrawConsent,
} from '../index.ts';
import { compareNew } from '../jobs/find-duplicates.ts';
import { givenPerson } from '../people.testing.ts';
import { listLikelyDuplicates } from '../queries/likely-duplicates.ts';
import { readMerge } from '../queries/merge-to-undo.ts';
import { listMerges } from '../store/merges.ts';

const bed = await useTestBed();
const ctx = bed.system;
const reason = 'son madre e hija';
const later = () => bed.services.clock.advance({ minutes: 1 });

async function merged(keepId: string, mergeId: string): Promise<string> {
  later();
  await mergePeople(ctx, { keepId, mergeId, reason: 'mismo nombre' });
  later();
  const [merge] = await listMerges(ctx, keepId);
  assert.ok(merge);
  return merge.id;
}

/** Everything in force of a record, as rows. */
async function stateOf(personId: string): Promise<unknown> {
  const { rows } = await bed.pool.query(
    `select 'contact' as kind, id::text, withdrawn_at is null as live from people.contact_points where person_id = $1
     union all select 'consent', id::text, withdrawn_at is null from people.consents where person_id = $1 order by 1, 2`,
    [personId],
  );
  return rows;
}

test('both records are exactly as they were, also where they shared a telephone and one had given it up', async () => {
  const agencyId = newId();
  const name = { names: 'Rosa', surnames: 'Luna Peña' };
  const keepId = await givenPerson(ctx, agencyId, { ...name, mobile: '+527221120001', email: 'rosa@ejemplo.mx' });
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile: '+527221120001', email: 'hija@ejemplo.mx' });
  later();
  await withdrawConsent(ctx, { personId: mergeId, channel: 'email', source: 'test' });
  const before = [await stateOf(keepId), await stateOf(mergeId)];
  const id = await merged(keepId, mergeId);
  assert.equal((await personForNotices(ctx, keepId))?.email, undefined, 'given up by one, ended for both');
  const { merged: record, hindrance } = await readMerge(ctx, id);
  assert.deepEqual(
    [record.names, record.contacts.map(({ address }) => address), hindrance],
    ['Rosa', ['+527221120001'], null],
  );

  assert.equal(await undoMerge(ctx, { mergeId: id, reason }), mergeId);
  assert.deepEqual([await stateOf(keepId), await stateOf(mergeId)], before);
  assert.equal((await loadPerson(ctx, mergeId))?.id, mergeId);
  assert.equal((await personForNotices(ctx, mergeId))?.mobile, '+527221120001');
  await compareNew(ctx);
  assert.deepEqual((await listLikelyDuplicates(ctx, agencyId, {})).pairs, [], 'nobody is asked about them again');
  assert.deepEqual(
    (await listMerges(ctx, keepId)).map(({ undoneReason }) => undoneReason),
    [reason],
  );
});

test('what was withdrawn or given after the merge stays where it is', async () => {
  const agencyId = newId();
  const keepId = await givenPerson(ctx, agencyId, { names: 'Luis', surnames: 'Mora', mobile: '+527221120002' });
  const mergeId = await givenPerson(ctx, agencyId, { names: 'Luis', surnames: 'Mora', mobile: '+527221120002' });
  const id = await merged(keepId, mergeId);
  await withdrawConsent(ctx, { personId: keepId, channel: 'sms', source: 'test' });
  await giveConsent(ctx, { personId: keepId, channel: 'email', source: 'test' });
  later();
  await undoMerge(ctx, { mergeId: id, reason });
  assert.equal(
    (await personForNotices(ctx, mergeId))?.mobile,
    undefined,
    'one message too few rather than one too many',
  );
  assert.equal((await personForNotices(ctx, keepId))?.mobile, undefined);
  assert.deepEqual((await personForNotices(ctx, mergeId))?.consents, []);
});

test('a code that was asked for while the two were one adds nothing to either once they are two', async () => {
  const agencyId = newId();
  const mother = await givenPerson(ctx, agencyId, { names: 'Inés', surnames: 'Vera', mobile: '+527221120031' });
  const daughter = await givenPerson(ctx, agencyId, { names: 'Inés', surnames: 'Vera' });
  const own = await startVerification(ctx, { personId: mother, channel: 'sms', address: '+527221120032' });
  const codeOf = async (verificationId: string) => (await openVerification(ctx, verificationId))?.code ?? '';
  const code = await codeOf(own.verificationId);
  const id = await merged(mother, daughter);
  const asked = await startVerification(ctx, { personId: daughter, channel: 'sms', address: '+527221120033' });
  const lost = await codeOf(asked.verificationId);
  await undoMerge(ctx, { mergeId: id, reason });
  await assert.rejects(
    confirmVerification(ctx, { verificationId: asked.verificationId, code: lost, source: 'counter' }),
    /people.codeEnded/,
  );
  await confirmVerification(ctx, { verificationId: own.verificationId, code, source: 'counter' });
  assert.equal((await personForNotices(ctx, mother))?.mobile, '+527221120032', 'one from before is still good');
  assert.equal((await personForNotices(ctx, daughter))?.mobile, undefined);
});

test('of several merges the latest is undone first, and then the two may be merged again', async () => {
  const agencyId = newId();
  const [a, b, c] = await Promise.all(
    [1, 2, 3].map((n) => givenPerson(ctx, agencyId, { names: 'Ana', surnames: 'Ríos', mobile: `+52722112001${n}` })),
  );
  assert.ok(a && b && c);
  const first = await merged(b, a);
  const second = await merged(c, b);
  await assert.rejects(undoMerge(ctx, { mergeId: first, reason }), /people.laterFirst/);
  await undoMerge(ctx, { mergeId: second, reason });
  assert.equal((await loadPerson(ctx, a))?.id, b, 'the earlier merge holds again');
  await assert.rejects(undoMerge(ctx, { mergeId: second, reason }), /people.undone/);
  await undoMerge(ctx, { mergeId: first, reason });
  assert.equal((await loadPerson(ctx, a))?.id, a);
  assert.equal((await personForNotices(ctx, a))?.mobile, '+527221120011');
  await merged(b, a);
  assert.equal((await loadPerson(ctx, a))?.id, b);
});

test('a merge whose data were erased, or of which nothing was noted, stays', async () => {
  const agencyId = newId();
  const [a, b] = [
    await givenPerson(ctx, agencyId, { names: 'Eva', surnames: 'Sol', mobile: '+527221120021' }),
    await givenPerson(ctx, agencyId, { names: 'Eva', surnames: 'Sol' }),
  ];
  const id = await merged(a, b);
  await bed.pool.query('update people.merges set noted = false where id = $1', [id]);
  await assert.rejects(undoMerge(ctx, { mergeId: id, reason }), /people.notNoted/);
  await bed.pool.query('update people.merges set noted = true where id = $1', [id]);
  await erasePerson(ctx, { personId: a, keepName: false, source: 'test' });
  await assert.rejects(undoMerge(ctx, { mergeId: id, reason }), /people.erased/);
});
