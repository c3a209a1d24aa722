import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { registerPerson } from '#modules/people/index.ts';
import { deliverProcedure } from '../commands/deliver-procedure.ts';
import { enterProcedure } from '../commands/enter-procedure.ts';
import { signProcedure } from '../commands/sign-procedure.ts';
import { takeProcedure } from '../commands/take-procedure.ts';
import type { ImportedEvent, ImportedProcedure } from '../domain/import/read-row.ts';
import { findNamedProcedures } from '../queries/imports.ts';
import {
  findKeys,
  insertKeys,
  nextRows,
  saveResults,
  type ImportRecord,
  type KnownKey,
  type RowResult,
} from '../store/imports.ts';
import { isReachable, rowReader } from './check-rows.ts';

/** Small enough that others of an office do not wait long for its next folio. */
const ROWS = 200;

/** Enters the next rows by the commands that people and the API use: same rules, history, audit and notices. */
export async function enterRows(tx: Ctx, found: ImportRecord): Promise<number | undefined> {
  const rows = await nextRows(tx, found, 'ready', ROWS);
  if (rows.length === 0) return undefined;
  const reader = await rowReader(tx, found);
  const read = rows.map((row) => ({ number: row.number, read: reader(row.cells) }));
  const good = read.flatMap(({ read: one }) => (one.ok ? [one.row] : []));
  const known = await findKeys(
    tx,
    found,
    good.map((row) => row.externalId),
  );
  const named = await findNamedProcedures(
    tx,
    found,
    good.flatMap((row) => ('procedure' in row ? [row.procedure] : [])),
  );
  const results: RowResult[] = [];
  const keys: KnownKey[] = [];
  for (const { number, read: one } of read) {
    if (!one.ok) {
      // An office was closed or a service taken out of the catalogue since the dry run.
      results.push({ number, state: 'wrong', problems: one.problems });
      continue;
    }
    const { row, hash } = one;
    const before = known.get(row.externalId);
    if (before) {
      const same = before.contentHash === hash;
      const problems = [{ field: 'externalId', code: 'otherContent' }] as const;
      results.push(same ? { number, state: 'known' } : { number, state: 'wrong', problems });
      continue;
    }
    const done = 'procedure' in row ? await tell(tx, row, named) : { procedureId: await enter(tx, found, row) };
    if ('problem' in done) {
      results.push({ number, state: 'wrong', problems: [done.problem] });
      continue;
    }
    const key = { externalId: row.externalId, contentHash: hash, procedureId: done.procedureId };
    keys.push(key);
    known.set(row.externalId, key);
    results.push({ number, state: 'created', procedureId: done.procedureId });
  }
  await insertKeys(tx, found, keys);
  await saveResults(tx, found.id, results);
  return rows.at(-1)?.number;
}

async function enter(tx: Ctx, { agencyId }: ImportRecord, row: ImportedProcedure): Promise<string> {
  const { unitId, names, surnames, mobile, email, service, propertyFolio, propertyLocation, documents } = row;
  const { personId } = await registerPerson(tx, { agencyId, unitId, names, surnames, mobile, email, source: 'import' });
  const procedure = { unitId, service, personId, propertyFolio, propertyLocation, documents };
  return (await enterProcedure(tx, procedure)).procedureId;
}

type Told =
  | { readonly procedureId: string }
  | { readonly problem: { readonly field: 'event' | 'procedure'; readonly code: 'wrongStatus' | 'unknownProcedure' } };

async function tell(
  tx: Ctx,
  row: ImportedEvent,
  named: ReadonlyMap<string, { id: string; unitId: string }>,
): Promise<Told> {
  const procedure = named.get(row.procedure);
  if (!procedure || !isReachable(tx, procedure)) return { problem: { field: 'procedure', code: 'unknownProcedure' } };
  try {
    if (row.event === 'taken') await takeProcedure(tx, procedure.id);
    else if (row.event === 'delivered') await deliverProcedure(tx, procedure.id, 'ine');
    else if (row.outcome)
      await signProcedure(tx, { procedureId: procedure.id, outcome: row.outcome, reasons: row.reasons });
  } catch (error) {
    // A refusal comes before anything is written, so the transaction goes on with the other rows.
    if (error instanceof Refusal) return { problem: { field: 'event', code: 'wrongStatus' } };
    throw error;
  }
  return { procedureId: procedure.id };
}
