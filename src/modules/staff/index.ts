/** Staff: accounts of public servants, their sessions and second factor. persona: an invented one of the demonstration. */
export { findSession } from './store/sessions.ts';
export { insertAccount, listPersonas, type Persona } from './store/accounts.ts';
export { hashPassword, passwordProblem } from './password.ts';
export { PersonaList } from './persona-list.tsx';
export { createAccount } from './commands/create-account.ts';
export { disableAccount, resetSecondFactor } from './commands/end-access.ts';
export { listStaffNames, type StaffName } from './queries/names.ts';
