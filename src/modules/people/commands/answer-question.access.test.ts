import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANONYMOUS } from '#platform/permissions/actor.ts';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { givenPerson } from '../people.testing.ts';
import { doubtAddress } from '../store/doubts.ts';
import { loadPerson } from '../store/people.ts';
import { askContact, findQuestionToken, QUESTION_DAYS } from '../store/questions.ts';
import { confirmContact, denyContact, openQuestion } from './answer-question.ts';

const bed = await useTestBed();
const ctx = bed.system;
const anybody = bed.as(ANONYMOUS);
const agencyId = newId();
let number = 7_700_000;

/** Two people who gave one mobile that is in doubt now, and the word of the link that the first one was asked by. */
async function asked() {
  const mobile = `+52722${(number += 1)}`;
  const personId = await givenPerson(ctx, agencyId, { names: 'Rosa', surnames: 'Ordaz Gil', mobile });
  const other = await givenPerson(ctx, agencyId, { names: 'Saúl', surnames: 'Tirado Paz', mobile });
  const addressIndex = ctx.crypt.blindIndex(mobile, 'people.sms');
  await doubtAddress(ctx, { agencyId, channel: 'sms', addressIndex }, 'unreachable');
  const contactId = (await loadPerson(ctx, personId))?.contacts[0]?.id ?? '';
  assert.ok(await askContact(ctx, contactId));
  const token = (await findQuestionToken(ctx, contactId)) ?? '';
  const doubt = async (id: string) => (await loadPerson(ctx, id))?.contacts.map((contact) => contact.doubt);
  return { personId, other, contactId, token, doubt };
}

const refusedWith = (status: number) => (error: unknown) =>
  (error as { kind?: { status: number } }).kind?.status === status;

test('the link and the surname together confirm a contact, for its own person alone', async () => {
  const { token, personId, other, doubt } = await asked();
  await assert.rejects(confirmContact(anybody, { token, surname: 'Tirado' }), refusedWith(422));
  assert.deepEqual(await doubt(personId), ['unreachable']);
  await confirmContact(anybody, { token, surname: 'ORDAZ' });
  assert.deepEqual(await doubt(personId), [null]);
  assert.deepEqual(await doubt(other), ['unreachable'], 'the other one was not asked');
  await assert.rejects(openQuestion(anybody, token), refusedWith(410));
});

test('a word that nobody was sent opens nothing, nor does one that is too old', async () => {
  const { token } = await asked();
  for (const word of ['', 'x', token.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) {
    await assert.rejects(openQuestion(anybody, word), refusedWith(410));
    await assert.rejects(confirmContact(anybody, { token: word, surname: 'Ordaz' }), refusedWith(410));
    await assert.rejects(denyContact(anybody, word), refusedWith(410));
  }
  bed.services.clock.advance({ hours: 24 * QUESTION_DAYS + 1 });
  await assert.rejects(denyContact(anybody, token), refusedWith(410));
});

test('surnames cannot be tried out: five a day', async () => {
  const { token, personId, doubt } = await asked();
  for (let tries = 0; tries < 5; tries++) {
    await assert.rejects(confirmContact(anybody, { token, surname: `Apellido ${tries}` }), refusedWith(422));
  }
  await assert.rejects(confirmContact(anybody, { token, surname: 'Ordaz' }), refusedWith(429));
  assert.deepEqual(await doubt(personId), ['unreachable']);
});

test('who says that it is not theirs ends it for that person, once', async () => {
  const { token, personId, doubt } = await asked();
  await denyContact(anybody, token);
  assert.deepEqual(await doubt(personId), []);
  await assert.rejects(denyContact(anybody, token), refusedWith(410));
});

test('the same contact is asked once in thirty days', async () => {
  const { contactId } = await asked();
  assert.equal(await askContact(ctx, contactId), false);
  bed.services.clock.advance({ hours: 24 * QUESTION_DAYS + 1 });
  assert.equal(await askContact(ctx, contactId), true);
});
