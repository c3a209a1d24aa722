import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import { announce } from '#platform/outbox/events.ts';
import { sameFirstSurname } from '../domain/second-datum.ts';
import { peopleRefusals } from '../errors.ts';
import { contactAnswered } from '../events.ts';
import { endContacts } from '../store/contacts.ts';
import { doubtAddress } from '../store/doubts.ts';
import { loadPerson, markVerified } from '../store/people.ts';
import { findOpenQuestion, type OpenQuestion } from '../store/questions.ts';

/** Whoever got a number that was somebody else's must not find its surname by trying. */
const SURNAMES = { burst: 5, seconds: 86_400 };
const SOURCE = 'question';

/** What the link asks about. Whoever has it got the message; no other permission is asked for. Error: `questionOver`. */
export async function openQuestion(ctx: Ctx, token: string): Promise<OpenQuestion> {
  const question = await findOpenQuestion(ctx, token);
  if (!question) throw new Refusal(peopleRefusals.questionOver);
  return question;
}

/**
 * "Still mine": the link proves that the message arrived there, the surname that it arrived at its person. The contact counts
 * as verified, and what waited for it goes. Errors: `questionOver`, `wrongSurname`. Must not run inside a transaction: a
 * wrong try stays spent.
 */
export async function confirmContact(ctx: Ctx, input: { token: string; surname: string }): Promise<void> {
  const question = await openQuestion(ctx, input.token);
  await takeToken(ctx, `people.question:${question.contactId}`, SURNAMES);
  const person = await loadPerson(ctx, question.personId);
  if (!person || !sameFirstSurname(input.surname, person.surnames)) throw new Refusal(peopleRefusals.wrongSurname);
  await transact(ctx, async (tx) => {
    await openQuestion(tx, input.token);
    await markVerified(tx, question.personId, question.addressIndex);
    await note(tx, question, true);
    const { agencyId, contactId } = question;
    await announce(tx, contactAnswered, { agencyId, entity: `contact:${contactId}` }, { contactId, theirs: true });
  });
}

/** "Not mine": the contact ends for its person, and all others who gave it are asked before they are written to. */
export async function denyContact(ctx: Ctx, token: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const question = await openQuestion(tx, token);
    const { personId, channel, addressIndex, agencyId } = question;
    await endContacts(tx, { personId, channel, addressIndex, because: 'not_theirs', source: SOURCE });
    await doubtAddress(tx, { agencyId, channel, addressIndex }, 'not_theirs');
    await note(tx, question, false);
  });
}

async function note(tx: Ctx, { agencyId, personId, channel }: OpenQuestion, theirs: boolean): Promise<void> {
  const entry = { action: 'people.verify', entityType: 'person', entityId: personId, agencyId };
  await recordAudit(tx, { ...entry, detail: { channel, purpose: SOURCE, theirs } });
}
