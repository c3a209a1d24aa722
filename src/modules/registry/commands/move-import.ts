import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { FIELDS, missingFields, type FieldName, type FieldSource, type Mapping } from '../domain/import/fields.ts';
import { registryRefusals } from '../errors.ts';
import { lockImport, resetForCheck, setImportState, type ImportRecord, type ImportState } from '../store/imports.ts';

export const IMPORT_QUEUE = 'registry.import-rows';

/** The dry run: every row is read and compared, nothing is entered. */
export async function checkImport(ctx: Ctx, importId: string, mapping: Mapping): Promise<void> {
  await move(ctx, importId, ['uploaded', 'checked'], 'check', async (tx, found) => {
    const names: readonly string[] = FIELDS[found.kind].map(({ name }) => name);
    const sources = Object.entries(mapping) as [FieldName, FieldSource][];
    const unfit = sources.some(
      ([name, from]) => !names.includes(name) || ('column' in from && !found.headers.includes(from.column)),
    );
    if (unfit || missingFields(found.kind, mapping).length > 0) throw new Refusal(registryRefusals.importColumns);
    await resetForCheck(tx, found, mapping);
  });
}

/** Enters the rows that the dry run found right. */
export async function confirmImport(ctx: Ctx, importId: string): Promise<void> {
  await move(ctx, importId, ['checked'], 'confirm', (tx) => setImportState(tx, importId, 'importing', 0));
}

/**
 * Takes back the procedures that an import entered, where nothing has happened since; messages that have not left are
 * cancelled. What happened to procedures (events) is history and stays.
 */
export async function undoImport(ctx: Ctx, importId: string): Promise<void> {
  await move(ctx, importId, ['done'], 'undo', async (tx, found) => {
    if (found.kind === 'events') throw new Refusal(registryRefusals.importState);
    await setImportState(tx, importId, 'undoing', 0);
  });
}

async function move(
  ctx: Ctx,
  importId: string,
  from: readonly ImportState[],
  step: string,
  work: (tx: Ctx, found: ImportRecord) => Promise<void>,
): Promise<void> {
  authorizeSomewhere(ctx, 'registry.import');
  await transact(ctx, async (tx) => {
    const found = await lockImport(tx, importId);
    if (!found) throw new Refusal(registryRefusals.notFound);
    authorize(tx, 'registry.import', found.unitId);
    if (!from.includes(found.state)) throw new Refusal(registryRefusals.importState);
    await work(tx, found);
    const { agencyId, unitId } = found;
    const about = { entityType: 'import', entityId: importId, agencyId, unitId, detail: { step } };
    await recordAudit(tx, { action: 'registry.import', ...about });
    await tx.jobs.enqueue(tx.db, IMPORT_QUEUE, { importId });
  });
}
