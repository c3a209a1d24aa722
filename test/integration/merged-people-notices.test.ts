import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transact } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { aMessage } from '#modules/notifications/a-message.testing.ts';
import { confirmFirst } from '#modules/notifications/reactions/confirm-first.ts';
import { onMergeUndone, onPeopleMerged } from '#modules/notifications/reactions/on-people-merged.ts';
import { queueMessages } from '#modules/notifications/store/queue-messages.ts';
import { doubtAddress, loadPerson, mergePeople, undoMerge, withdrawConsent } from '#modules/people/index.ts';
import { mergeUndone, peopleMerged } from '#modules/people/events.ts';
import { givenPerson } from '#modules/people/people.testing.ts';
import { listMerges } from '#modules/people/store/merges.ts';
import { useTestBed } from '#test/support/context.ts';
import { relayEvents } from '#test/support/relay-events.ts';

const bed = await useTestBed();
const { system: ctx } = bed;
const agencyId = newId();
const name = { names: 'Rosa', surnames: 'Luna Peña' };
const indexOf = (mobile: string) => ctx.crypt.blindIndex(mobile, 'people.sms');

/** A notice about a procedure of this person that waits to leave for this telephone. */
async function waiting(personId: string, address: string): Promise<{ subjectId: string }> {
  const subject = { type: 'procedure', id: newId() };
  await transact(ctx, (tx) => queueMessages(tx, [aMessage(ctx, { agencyId, personId, address, subject })]));
  return { subjectId: subject.id };
}

/** What became of the messages about it: fate, last reason, and for which of these telephones; the first one first. */
async function fatesOf({ subjectId }: { subjectId: string }, ...mobiles: string[]) {
  const rows = await ctx.db.sql<{ status: string; reason: string; index: string; held: boolean }>(
    `select m.status, m.address_index as index, m.next_attempt_at > m.expires_at as held,
       (select reason from notifications.evidence e where e.message_id = m.id order by at desc, id desc limit 1) as reason
     from notifications.messages m where m.subject_id = $1 order by m.id`,
    [subjectId],
  );
  return rows.map(({ status, reason, index, held }) =>
    [held ? 'held' : status, reason, mobiles.findIndex((mobile) => indexOf(mobile) === index)].join(' '),
  );
}

async function merge(keepId: string, mergeId: string): Promise<string> {
  bed.services.clock.advance({ minutes: 1 });
  await mergePeople(ctx, { keepId, mergeId, reason: 'mismo nombre' });
  await relayEvents(ctx, onPeopleMerged, peopleMerged);
  const [made] = await listMerges(ctx, keepId);
  return made?.id ?? assert.fail('no merge');
}

async function undo(mergeId: string): Promise<void> {
  bed.services.clock.advance({ minutes: 1 });
  await undoMerge(ctx, { mergeId, reason: 'son madre e hija' });
  await relayEvents(ctx, onMergeUndone, mergeUndone);
}

test('what waits for a telephone that the merge gave up, because the person had given the channel up, stays here', async () => {
  const [one, other] = ['+527221140001', '+527221140002'];
  const keepId = await givenPerson(ctx, agencyId, { ...name, mobile: one });
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile: other });
  const notice = await waiting(mergeId, other);
  bed.services.clock.advance({ minutes: 1 });
  await withdrawConsent(ctx, { personId: keepId, channel: 'sms', source: 'counter' });
  await merge(keepId, mergeId);
  assert.equal((await loadPerson(ctx, mergeId))?.contacts.length, 0);
  assert.deepEqual(await fatesOf(notice, one, other), ['suppressed opt_out 1']);
});

test('what waits for the telephone of one of them still goes there when both lead to the same person', async () => {
  const [one, other] = ['+527221140003', '+527221140004'];
  const keepId = await givenPerson(ctx, agencyId, { ...name, mobile: one });
  const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile: other });
  const notice = await waiting(mergeId, other);
  await merge(keepId, mergeId);
  assert.deepEqual(await fatesOf(notice, one, other), ['queued  1']);
});

test('a merge that was a mistake is undone: what waits about the daughter goes to her, and not to her mother', async () => {
  const [mothers, daughters] = ['+527221140005', '+527221140006'];
  const mother = await givenPerson(ctx, agencyId, { ...name, mobile: mothers });
  const daughter = await givenPerson(ctx, agencyId, { ...name, mobile: daughters });
  const id = await merge(mother, daughter);
  const [hers, own] = [await waiting(daughter, mothers), await waiting(mother, mothers)];
  await undo(id);
  assert.deepEqual(await fatesOf(hers, mothers, daughters), ['expired otherPerson 0', 'queued  1']);
  assert.deepEqual(await fatesOf(own, mothers, daughters), ['queued  0']);
});

test('who has no telephone after a merge was undone gets nothing on that of the other', async () => {
  const mothers = '+527221140007';
  const mother = await givenPerson(ctx, agencyId, { ...name, mobile: mothers });
  const daughter = await givenPerson(ctx, agencyId, name);
  const id = await merge(mother, daughter);
  const hers = await waiting(daughter, mothers);
  await undo(id);
  assert.deepEqual(await fatesOf(hers, mothers), ['expired otherPerson 0']);
});

test('a notice that was held for one of two equal contacts is held for the one that stays, or leaves if that is sure', async () => {
  const shared = '+527221140008';
  for (const sure of [false, true]) {
    const mergeId = await givenPerson(ctx, agencyId, { ...name, mobile: shared });
    if (sure) await doubtAddress(ctx, { agencyId, channel: 'sms', addressIndex: indexOf(shared) }, 'unreachable');
    const keepId = await givenPerson(ctx, agencyId, { ...name, mobile: shared });
    if (!sure) await doubtAddress(ctx, { agencyId, channel: 'sms', addressIndex: indexOf(shared) }, 'unreachable');
    const [contact] = (await loadPerson(ctx, mergeId))?.contacts ?? [];
    const [kept] = (await loadPerson(ctx, keepId))?.contacts ?? [];
    assert.ok(contact?.doubt && kept);
    const subject = { type: 'procedure', id: newId() };
    const message = aMessage(ctx, { agencyId, personId: mergeId, address: shared, subject });
    const inDoubt = { id: contact.id, personId: mergeId, doubt: contact.doubt };
    await transact(ctx, (tx) => confirmFirst(tx, [{ message, contact: inDoubt }]));
    await merge(keepId, mergeId);
    const held = await ctx.db.sql<{ id: string }>(
      `select h.contact_id as id from notifications.held_messages h join notifications.messages m on m.id = h.message_id
       where m.subject_id = $1`,
      [subject.id],
    );
    const fates = await fatesOf({ subjectId: subject.id }, shared);
    if (sure) assert.deepEqual([fates, held], [['queued  0'], []]);
    else assert.deepEqual([fates, held.map(({ id }) => id)], [['held unreachable 0'], [kept.id]]);
  }
});
