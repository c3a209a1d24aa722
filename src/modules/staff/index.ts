/**
 * Staff: accounts of public servants, their sessions and second factors. persona: an invented one of the demonstration ·
 * invitation: a link by which the holder of an account sets the password · recovery code: stands once for a lost factor.
 */
export { findSession } from './store/sessions.ts';
export { findAccountByLogin, insertAccount, listPersonas, type Persona } from './store/accounts.ts';
export { manageTexts } from './manage-texts.ts';
export { PersonaList } from './persona-list.tsx';
export { listStaffNames, type StaffName } from './queries/names.ts';
export { createAccount, inviteAgain, type Invitation } from './commands/invite.ts';
export { disableAccount, enableAccount, endAllSessions, resetSecondFactor } from './commands/manage-access.ts';
