/**
 * Registry: procedures at the offices of the public property registry (R1-R10).
 *
 * procedure (trámite): what a citizen lodges, known by its folio · outcome: how it was signed, accepted, suspended (to
 * be corrected within a term) or rejected · delivery (entrega): the result is handed over after an identity check.
 */
export { enterProcedure, type EnterProcedure } from './commands/enter-procedure.ts';
export { deliverProcedure } from './commands/deliver-procedure.ts';
export { reenterProcedure } from './commands/reenter-procedure.ts';
export { signProcedure } from './commands/sign-procedure.ts';
export { takeProcedure } from './commands/take-procedure.ts';
export { withdrawProcedure } from './commands/withdraw-procedure.ts';
export { OUTCOMES, STATUSES, type Outcome, type Status } from './domain/statuses.ts';
export { findPublicStatus, type PublicStatus } from './queries/procedure.ts';
export { registryTexts } from './texts.ts';
export { deskTexts } from './desk-texts.ts';
export { receiptTexts } from './receipt-texts.ts';
export { intakeTexts } from './intake-texts.ts';
export { createClient } from './commands/create-client.ts';
export { assignProcedure } from './commands/assign-procedure.ts';
export { proposeOutcome, type ProposeOutcome } from './commands/propose-outcome.ts';
export { findClient } from './store/clients.ts';
export { createImport, type CreateImport, type CreatedImport } from './commands/create-import.ts';
export { checkImport, confirmImport, undoImport } from './commands/move-import.ts';
export { IMPORT_KINDS, type ImportKind, type Mapping } from './domain/import/fields.ts';
export { advanceImport } from './jobs/import-rows.ts';
export { countRows, getImport, rowsIn } from './queries/imports.ts';
export { unreachedTexts } from './unreached-texts.ts';
export { importTexts } from './import-texts.ts';
export { registryNotices } from './notices.ts';
export { ownProcedures, type OwnProcedure } from './queries/own-procedures.ts';
