import type { Ctx } from '#platform/context.ts';
import { can } from '#platform/permissions/permissions.ts';
import { listOpenOffices } from '#modules/agencies/index.ts';
import { listOfferedServices } from '#modules/catalogue/index.ts';
import { normaliseMobile } from '#modules/people/index.ts';
import { fold, pickCells } from '../domain/import/fields.ts';
import {
  readEvent,
  readProcedure,
  type CellProblem,
  type ImportedEvent,
  type ImportedProcedure,
  type ImportWords,
} from '../domain/import/read-row.ts';
import { findNamedProcedures } from '../queries/imports.ts';
import { earlierInFile, findKeys, nextRows, saveResults, type ImportRecord, type RowResult } from '../store/imports.ts';

const ROWS = 1_000;

export type Read =
  | { readonly ok: true; readonly row: ImportedProcedure | ImportedEvent; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly CellProblem[] };

/** Reads rows of an import, as its columns were understood. */
export async function rowReader(tx: Ctx, found: ImportRecord): Promise<(cells: readonly string[]) => Read> {
  const words = await wordsOf(tx);
  return (cells) => {
    const picked = pickCells(found.mapping, found.headers, cells);
    const read = found.kind === 'procedures' ? readProcedure(picked, words) : readEvent(picked);
    if (!read.ok) return read;
    return { ...read, hash: tx.crypt.blindIndex(JSON.stringify(read.row), 'registry.import') };
  };
}

async function wordsOf(tx: Ctx): Promise<ImportWords> {
  const offices = new Map<string, string>();
  const foreignOffices = new Set<string>();
  for (const office of await listOpenOffices(tx.db)) {
    const own = can(tx.access, tx.actor, 'registry.enter', office.unitId);
    for (const word of [office.code, office.name, office.municipality].map(fold)) {
      if (own) offices.set(word, office.unitId);
      else foreignOffices.add(word);
    }
  }
  const services = new Map<string, string>();
  for (const locale of ['en', 'es-MX'] as const)
    for (const { slug, name } of await listOfferedServices(tx.db, locale, 'registry')) {
      services.set(fold(slug), slug);
      services.set(fold(name), slug);
    }
  const mobile = (text: string) => {
    const result = normaliseMobile(text);
    return result.ok ? result.e164 : undefined;
  };
  return { offices, foreignOffices, services, mobile };
}

/** The dry run of the next rows. */
export async function checkRows(tx: Ctx, found: ImportRecord): Promise<number | undefined> {
  const rows = await nextRows(tx, found, 'waiting', ROWS);
  if (rows.length === 0) return undefined;
  const reader = await rowReader(tx, found);
  const read = rows.map((row) => ({ number: row.number, read: reader(row.cells) }));
  const ids = read.flatMap(({ read: one }) => (one.ok ? [one.row.externalId] : []));
  const names = read.flatMap(({ read: one }) => (one.ok && 'procedure' in one.row ? [one.row.procedure] : []));
  const known = await findKeys(tx, found, ids);
  const earlier = await earlierInFile(tx, found.id, ids);
  const named = await findNamedProcedures(tx, found, names);
  const seen = new Map(earlier);
  const results = read.map(({ number, read: one }): RowResult => {
    if (!one.ok) return { number, state: 'wrong', problems: one.problems };
    const { externalId } = one.row;
    const before = known.get(externalId)?.contentHash;
    const inFile = seen.get(externalId);
    if (before ?? inFile) {
      if ((before ?? inFile) === one.hash) return { number, state: 'known' };
      const code = before ? 'otherContent' : 'twiceInFile';
      return { number, state: 'wrong', problems: [{ field: 'externalId', code }] };
    }
    if ('procedure' in one.row && !isReachable(tx, named.get(one.row.procedure))) {
      return { number, state: 'wrong', problems: [{ field: 'procedure', code: 'unknownProcedure' }] };
    }
    seen.set(externalId, one.hash);
    return { number, state: 'ready', externalId, contentHash: one.hash };
  });
  await saveResults(tx, found.id, results);
  return rows.at(-1)?.number;
}

/** Of another office counts as not there. */
export function isReachable(tx: Ctx, procedure: { unitId: string } | undefined): boolean {
  return procedure !== undefined && can(tx.access, tx.actor, 'registry.read', procedure.unitId);
}
