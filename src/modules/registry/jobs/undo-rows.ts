import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { announce } from '#platform/outbox/events.ts';
import { procedureCancelled } from '../events.ts';
import { forgetKeys, isUntouched, nextRows, saveResults, type ImportRecord, type RowResult } from '../store/imports.ts';
import { changeStatus, insertStep, lockProcedure } from '../store/procedures.ts';

const ROWS = 200;

/** Takes back what the next rows entered, where nothing has happened since. */
export async function undoRows(tx: Ctx, found: ImportRecord): Promise<number | undefined> {
  const rows = await nextRows(tx, found, 'created', ROWS);
  if (rows.length === 0) return undefined;
  const results: RowResult[] = [];
  const undone: string[] = [];
  for (const { number, procedureId } of rows) {
    const gone = procedureId !== null && (await cancel(tx, procedureId));
    if (gone) undone.push(procedureId);
    results.push({ number, state: gone ? 'undone' : 'kept' });
  }
  await forgetKeys(tx, found.id, undone);
  await saveResults(tx, found.id, results);
  return rows.at(-1)?.number;
}

async function cancel(tx: Ctx, procedureId: string): Promise<boolean> {
  const procedure = await lockProcedure(tx, procedureId);
  if (procedure?.status !== 'entered' || !(await isUntouched(tx, procedureId))) return false;
  const { id, agencyId, unitId, folio, personId, service } = procedure;
  await changeStatus(tx, id, 'withdrawn', { closedAt: tx.clock.now() });
  await insertStep(tx, procedure, 'entered', 'withdrawn');
  const detail = { undone: true };
  await recordAudit(tx, { action: 'registry.import', entityType: 'procedure', entityId: id, agencyId, unitId, detail });
  const facts = { procedureId: id, folio, unitId, personId, service };
  await announce(tx, procedureCancelled, { agencyId, entity: `procedure:${id}` }, facts);
  return true;
}
