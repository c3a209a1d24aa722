import { sql } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorize, authorizeSomewhere, withinReach } from '#platform/permissions/permissions.ts';
import type { ImportKind, Mapping } from '../domain/import/fields.ts';
import type { CellProblem } from '../domain/import/read-row.ts';
import { registryRefusals } from '../errors.ts';
import { IMPORT_COLUMNS, type ImportRecord, type RowState, type StoredRow } from '../store/imports.ts';

/** One import. Outside one's units it does not exist. */
export async function getImport(ctx: Ctx, id: string): Promise<ImportRecord> {
  authorizeSomewhere(ctx, 'registry.import');
  const [found] = await ctx.db.sql<ImportRecord>(`select ${IMPORT_COLUMNS} from registry.imports where id = $1`, [id]);
  if (!found) throw new Refusal(registryRefusals.notFound);
  authorize(ctx, 'registry.import', found.unitId);
  return found;
}

/** The last imports within reach, newest first. */
export async function listImports(ctx: Ctx): Promise<ImportRecord[]> {
  authorizeSomewhere(ctx, 'registry.import');
  const rows = await sql<ImportRecord>`
    select ${sql.raw(IMPORT_COLUMNS)} from registry.imports i
    where ${withinReach(ctx.access, ctx.actor, 'registry.import', 'i.unit_id')} order by i.id desc limit 50`.execute(
    ctx.db.k,
  );
  return rows.rows;
}

/** Rows by what came of them. */
export async function countRows(ctx: Ctx, importId: string): Promise<Readonly<Record<RowState, number>>> {
  const rows = await ctx.db.sql<{ state: RowState; count: number }>(
    `select state, count(*)::int as count from registry.import_rows where import_id = $1 group by state`,
    [importId],
  );
  const none = { waiting: 0, ready: 0, known: 0, wrong: 0, created: 0, undone: 0, kept: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

export interface WrongRow extends StoredRow {
  readonly problems: readonly CellProblem[];
}

/** Rows that were not taken, or not undone, in their order, with their cells. */
export async function rowsIn(
  ctx: Ctx,
  importId: string,
  state: RowState,
  after: number,
  limit: number,
): Promise<WrongRow[]> {
  const rows = await ctx.db.sql<{
    number: number;
    sealed: string | null;
    problems: CellProblem[];
    procedureId: string;
  }>(
    `select row_number as number, cells_sealed as sealed, problems, procedure_id as "procedureId" from registry.import_rows
     where import_id = $1 and state = $2 and row_number > $3 order by row_number limit $4`,
    [importId, state, after, limit],
  );
  return rows.map(({ number, sealed, problems, procedureId }) => ({
    number,
    problems,
    procedureId,
    cells: sealed ? (JSON.parse(ctx.crypt.open(sealed, `registry.import.${importId}.${number}`)) as string[]) : [],
  }));
}

/** How the columns of this source were understood the last time. */
export async function savedMapping(
  ctx: Ctx,
  agencyId: string,
  source: string,
  kind: ImportKind,
): Promise<Mapping | undefined> {
  const [row] = await ctx.db.sql<{ mapping: Mapping }>(
    'select mapping from registry.import_mappings where agency_id = $1 and source = $2 and kind = $3',
    [agencyId, source, kind],
  );
  return row?.mapping;
}

/** Systems from which files came before. */
export async function knownSources(ctx: Ctx, agencyId: string): Promise<string[]> {
  const rows = await ctx.db.sql<{ source: string }>(
    'select distinct source from registry.import_mappings where agency_id = $1 order by source limit 20',
    [agencyId],
  );
  return rows.map((row) => row.source);
}

/** Procedures by folio or by the id that the source gave them. */
export async function findNamedProcedures(
  ctx: Ctx,
  found: ImportRecord,
  names: readonly string[],
): Promise<Map<string, { id: string; unitId: string }>> {
  const rows = await ctx.db.named<{ name: string; id: string; unitId: string }>(
    'import_procedures',
    `select p.folio as name, p.id, p.unit_id as "unitId" from registry.procedures p
       where p.agency_id = $1 and p.folio = any($3)
     union all
     select k.external_id, p.id, p.unit_id from registry.import_keys k join registry.procedures p on p.id = k.procedure_id
       where k.agency_id = $1 and k.source = $2 and k.kind = 'procedures' and k.external_id = any($3)`,
    [found.agencyId, found.source, [...names]],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
