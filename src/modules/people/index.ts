/**
 * People: citizens and how to reach them, sealed at rest.
 *
 * contact point: a telephone or mailbox of a person · consent: the permission to use a channel for a purpose, under a
 * version of the privacy notice; withdrawing ends it and is kept · likely duplicate: two records that may be one person,
 * until somebody merges them or tells them apart · doubt: a contact that may no longer be its person's; nothing personal goes
 * there until they confirm it.
 *
 * A desk that takes down a person asks `findLikelyDuplicates(ctx, { agencyId, names, surnames, mobile, email })` first and
 * shows who comes back; who is recognised goes into `registerPerson` as `sameAs`.
 */
export { normaliseMobile, type MobileProblem } from './addresses/mobile.ts';
export { readableAddress } from './addresses/readable.ts';
export { contactTroubles, contactTroubleWords, type ContactTrouble } from './queries/contact-troubles.ts';
export { contactTroubleTexts } from './contact-trouble-texts.ts';
export { registerPerson, PRIVACY_NOTICE_VERSION, type RegisterPerson } from './commands/register-person.ts';
export { registerPeople, type RegisterPeople } from './commands/register-people.ts';
export {
  CHANNELS,
  loadPerson,
  personHasAddress,
  type Channel,
  type ContactPoint,
  type Person,
} from './store/people.ts';
export { anyDoubts, doubtAddress, doubtSilent, findDoubtsAt, type DoubtAt } from './store/doubts.ts';
export { DOUBTS, USUAL_REVERIFICATION, type Doubt, type Reverification } from './domain/contact-doubt.ts';
export { sameFirstSurname } from './domain/second-datum.ts';
export { confirmContact, denyContact, openQuestion } from './commands/answer-question.ts';
export { askContact, findQuestionToken, type OpenQuestion } from './store/questions.ts';
export { nameContacts, type NamedContact } from './queries/unreached-contacts.ts';
export { loadContactPoints } from './store/contacts.ts';
export { giveConsent, withdrawConsent, type ChangeConsent } from './commands/change-consent.ts';
export { startAccess, startRemoval, startVerification } from './commands/start-verification.ts';
export { confirmVerification, WRONG_NUMBER, type Verified } from './commands/confirm-verification.ts';
export { authorizePerson } from './access.ts';
export { rectifyPerson, type RectifyPerson } from './commands/rectify-person.ts';
export { ERASED_NAME, erasePerson, opposeNotices, type ErasePerson } from './commands/erase-person.ts';
export { exportPerson, type PersonExport } from './queries/export-person.ts';
export { eraseEndedAddresses, findAllIds, lockAllIds } from './store/rights.ts';
export { mergePeople } from './commands/merge-people.ts';
export { undoMerge } from './commands/undo-merge.ts';
export { tellPeopleApart } from './commands/tell-people-apart.ts';
export {
  openContact,
  openReplaced,
  openVerification,
  personForNotices,
  type PersonForNotices,
} from './queries/person-for-notices.ts';
export { type SimilarPerson } from './queries/similar-people.ts';
export { askAboutEmail, emailAskNames, normaliseEmail, suggestEmail } from './addresses/email.ts';
export { findLikelyDuplicates, findSimilarPeople, readPerson, searchPeople } from './queries/search-people.ts';
export { type Consent } from './store/people.ts';
export { type OpenVerification } from './store/verifications.ts';
export { usualNames } from './domain/known-names.ts';
export { peoplePageTexts } from './page-texts.ts';
