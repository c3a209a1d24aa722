/**
 * People: citizens and how to reach them, sealed at rest.
 *
 * contact point: a telephone or mailbox of a person · consent: the permission to use a channel for a purpose, under a
 * version of the privacy notice; withdrawing ends it and is kept.
 */
export { normaliseMobile, type MobileProblem } from './addresses/mobile.ts';
export { registerPerson, PRIVACY_NOTICE_VERSION, type RegisterPerson } from './commands/register-person.ts';
export { loadPerson, personHasAddress, type Channel, type ContactPoint, type Person } from './store/people.ts';
export { giveConsent, withdrawConsent, type ChangeConsent } from './commands/change-consent.ts';
export { startAccess, startRemoval, startVerification } from './commands/start-verification.ts';
export { confirmVerification, WRONG_NUMBER, type Verified } from './commands/confirm-verification.ts';
export { mergePeople } from './commands/merge-people.ts';
export { openVerification, personForNotices, type PersonForNotices } from './queries/person-for-notices.ts';
export { type SimilarPerson } from './queries/similar-people.ts';
export { normaliseEmail, suggestEmail } from './addresses/email.ts';
export { findLikelyDuplicates, findSimilarPeople, readPerson, searchPeople } from './queries/search-people.ts';
export { type Consent } from './store/people.ts';
export { type OpenVerification } from './store/verifications.ts';
export { peoplePageTexts } from './page-texts.ts';
