/**
 * People: citizens and how to reach them, sealed at rest.
 *
 * contact point: a telephone or mailbox of a person · consent: the permission to use a channel for a purpose, under a
 * version of the privacy notice; withdrawing ends it and is kept.
 */
export { normaliseMobile, type MobileProblem } from './domain/mobile.ts';
export { registerPerson, PRIVACY_NOTICE_VERSION, type RegisterPerson } from './commands/register-person.ts';
export {
  endChannel,
  loadPerson,
  personHasAddress,
  type Channel,
  type ContactPoint,
  type Person,
} from './store/people.ts';
