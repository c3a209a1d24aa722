import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { registerPeople } from '#modules/people/index.ts';
import { deliverProcedure } from '../commands/deliver-procedure.ts';
import { enterProcedures } from '../commands/enter-procedures.ts';
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
const ROWS = 500;

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
  const fresh: Fresh[] = [];
  const seen = new Map([...known].map(([externalId, key]) => [externalId, key.contentHash]));
  for (const { number, read: one } of read) {
    if (!one.ok) {
      // An office was closed or a service taken out of the catalogue since the dry run.
      results.push({ number, state: 'wrong', problems: one.problems });
      continue;
    }
    const { row, hash } = one;
    const before = seen.get(row.externalId);
    if (before === undefined) {
      seen.set(row.externalId, hash);
      fresh.push({ number, row, hash });
      continue;
    }
    const problems = [{ field: 'externalId', code: 'otherContent' }] as const;
    results.push(before === hash ? { number, state: 'known' } : { number, state: 'wrong', problems });
  }
  const done = found.kind === 'procedures' ? await enter(tx, found, fresh) : await tell(tx, fresh, named);
  const keys: KnownKey[] = [];
  for (const [at, { number, row, hash }] of fresh.entries()) {
    const told = done[at];
    if (!told || 'problem' in told) {
      results.push({ number, state: 'wrong', problems: told ? [told.problem] : [] });
      continue;
    }
    keys.push({ externalId: row.externalId, contentHash: hash, procedureId: told.procedureId });
    results.push({ number, state: 'created', procedureId: told.procedureId });
  }
  await insertKeys(tx, found, keys);
  await saveResults(tx, found.id, results);
  return rows.at(-1)?.number;
}

interface Fresh {
  readonly number: number;
  readonly row: ImportedProcedure | ImportedEvent;
  readonly hash: string;
}

type Told =
  | { readonly procedureId: string }
  | { readonly problem: { readonly field: 'event' | 'procedure'; readonly code: 'wrongStatus' | 'unknownProcedure' } };

async function enter(tx: Ctx, { agencyId }: ImportRecord, fresh: readonly Fresh[]): Promise<Told[]> {
  const rows = fresh.flatMap(({ row }) => ('service' in row ? [row] : []));
  const people = await registerPeople(tx, agencyId, 'import', rows);
  const procedures = rows.map(({ unitId, service, propertyFolio, propertyLocation, documents }, at) => ({
    unitId,
    service,
    personId: people[at] ?? '',
    propertyFolio,
    propertyLocation,
    documents,
  }));
  return (await enterProcedures(tx, procedures)).map((procedureId) => ({ procedureId }));
}

/** One after the other: what is told of a procedure depends on what was told before. */
async function tell(
  tx: Ctx,
  fresh: readonly Fresh[],
  named: ReadonlyMap<string, { id: string; unitId: string }>,
): Promise<Told[]> {
  const told: Told[] = [];
  for (const { row } of fresh) if ('event' in row) told.push(await tellOne(tx, row, named.get(row.procedure)));
  return told;
}

async function tellOne(
  tx: Ctx,
  row: ImportedEvent,
  procedure: { id: string; unitId: string } | undefined,
): Promise<Told> {
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
