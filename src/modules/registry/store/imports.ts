import { transact, type Ctx } from '#platform/context.ts';
import type { CsvTable } from '#platform/files/read-csv.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { ImportKind, Mapping } from '../domain/import/fields.ts';
import type { CellProblem } from '../domain/import/read-row.ts';

export type ImportState = 'uploaded' | 'checking' | 'checked' | 'importing' | 'done' | 'undoing' | 'undone';
export type RowState = 'waiting' | 'ready' | 'known' | 'wrong' | 'created' | 'undone' | 'kept';

export interface ImportRecord {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  /** Name of the existing system; ids of the caller are unique within it. */
  readonly source: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  readonly state: ImportState;
  readonly totalRows: number;
  /** Number of the last row that the present state has dealt with. */
  readonly doneRows: number;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
}

export const IMPORT_COLUMNS = `id, agency_id as "agencyId", unit_id as "unitId", source, kind, file_name as "fileName", encoding,
  delimiter, headers, mapping, state, total_rows as "totalRows", done_rows as "doneRows", created_at as "createdAt",
  finished_at as "finishedAt"`;

const place = (importId: string, row: number) => `registry.import.${importId}.${row}`;
const INSERT_ROWS = 1_000;

export async function insertImport(
  tx: Ctx,
  given: Pick<ImportRecord, 'id' | 'agencyId' | 'unitId' | 'source' | 'kind' | 'fileName' | 'mapping'>,
  table: CsvTable,
): Promise<void> {
  const { id, agencyId } = given;
  await tx.db.sql(
    `insert into registry.imports (id, agency_id, unit_id, source, kind, file_name, encoding, delimiter, headers, mapping, state,
       total_rows, started_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'uploaded', $11, $12, $13)`,
    [
      id,
      agencyId,
      given.unitId,
      given.source,
      given.kind,
      given.fileName,
      table.encoding,
      table.delimiter,
      [...table.headers],
      JSON.stringify(given.mapping),
      table.rows.length,
      actorLabel(tx.actor),
      tx.clock.now(),
    ],
  );
  for (let from = 0; from < table.rows.length; from += INSERT_ROWS) {
    const rows = table.rows.slice(from, from + INSERT_ROWS);
    const numbers = rows.map((_, at) => from + at + 1);
    const sealed = rows.map((cells, at) => tx.crypt.seal(JSON.stringify(cells), place(id, from + at + 1)));
    await tx.db.named(
      'import_rows_insert',
      `insert into registry.import_rows (import_id, row_number, agency_id, cells_sealed)
       select $1, number, $2, sealed from unnest($3::int[], $4::text[]) as given (number, sealed)`,
      [id, agencyId, numbers, sealed],
    );
  }
}

/** The import, locked until the transaction ends: two workers never deal with the same rows. */
export async function lockImport(tx: Ctx, id: string): Promise<ImportRecord | undefined> {
  const [row] = await tx.db.named<ImportRecord>(
    'import_lock',
    `select ${IMPORT_COLUMNS} from registry.imports where id = $1 for update`,
    [id],
  );
  return row;
}

export async function setImportState(tx: Ctx, id: string, state: ImportState, doneRows: number): Promise<void> {
  const finished = state === 'done' || state === 'undone' ? tx.clock.now() : null;
  await tx.db.named(
    'import_state',
    `update registry.imports set state = $2, done_rows = $3, finished_at = coalesce($4, finished_at) where id = $1`,
    [id, state, doneRows, finished],
  );
}

/** Takes a new mapping: every row is to be checked again. */
export async function resetForCheck(tx: Ctx, found: ImportRecord, mapping: Mapping): Promise<void> {
  const { id, agencyId, source, kind } = found;
  const text = JSON.stringify(mapping);
  await tx.db.sql(`update registry.imports set mapping = $2, state = 'checking', done_rows = 0 where id = $1`, [
    id,
    text,
  ]);
  await tx.db.sql(
    `update registry.import_rows set state = 'waiting', problems = '[]', external_id = null, content_hash = null
     where import_id = $1 and state <> 'waiting'`,
    [id],
  );
  await tx.db.sql(
    `insert into registry.import_mappings (agency_id, source, kind, mapping) values ($1, $2, $3, $4)
     on conflict (agency_id, source, kind) do update set mapping = excluded.mapping`,
    [agencyId, source, kind, text],
  );
}

export interface StoredRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly procedureId: string | null;
}

/** The next rows in this state after the last one that was dealt with, with their cells opened. */
export async function nextRows(tx: Ctx, found: ImportRecord, state: RowState, limit: number): Promise<StoredRow[]> {
  const rows = await tx.db.named<{ number: number; sealed: string | null; procedureId: string | null }>(
    'import_rows_next',
    `select row_number as number, cells_sealed as sealed, procedure_id as "procedureId" from registry.import_rows
     where import_id = $1 and state = $2 and row_number > $3 order by row_number limit $4`,
    [found.id, state, found.doneRows, limit],
  );
  return rows.map(({ number, sealed, procedureId }) => ({
    number,
    procedureId,
    cells: sealed === null ? [] : (JSON.parse(tx.crypt.open(sealed, place(found.id, number))) as string[]),
  }));
}

export interface RowResult {
  readonly number: number;
  readonly state: RowState;
  readonly problems?: readonly CellProblem[];
  readonly externalId?: string;
  readonly contentHash?: string;
  readonly procedureId?: string;
}

export async function saveResults(tx: Ctx, importId: string, results: readonly RowResult[]): Promise<void> {
  await tx.db.named(
    'import_rows_save',
    `update registry.import_rows r set state = given.state, problems = given.problems::jsonb,
       external_id = coalesce(given.external_id, r.external_id), content_hash = coalesce(given.hash, r.content_hash),
       procedure_id = coalesce(given.procedure_id, r.procedure_id)
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[])
       as given (number, state, problems, external_id, hash, procedure_id)
     where r.import_id = $1 and r.row_number = given.number`,
    [
      importId,
      results.map((one) => one.number),
      results.map((one) => one.state),
      results.map((one) => JSON.stringify(one.problems ?? [])),
      results.map((one) => one.externalId ?? null),
      results.map((one) => one.contentHash ?? null),
      results.map((one) => one.procedureId ?? null),
    ],
  );
}

export interface KnownKey {
  readonly externalId: string;
  readonly contentHash: string;
  readonly procedureId: string;
}

/** What took effect before under these ids of the caller. */
export async function findKeys(
  tx: Ctx,
  { agencyId, source, kind }: Pick<ImportRecord, 'agencyId' | 'source' | 'kind'>,
  externalIds: readonly string[],
): Promise<Map<string, KnownKey>> {
  const rows = await tx.db.named<KnownKey>(
    'import_keys_find',
    `select external_id as "externalId", content_hash as "contentHash", procedure_id as "procedureId"
     from registry.import_keys where agency_id = $1 and source = $2 and kind = $3 and external_id = any($4)`,
    [agencyId, source, kind, [...externalIds]],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/**
 * Ids of the caller that stand in earlier rows of the same file, with what was read there. Only rows that are ready keep
 * their id; to ask for that state too made the database go through all of them by the index of states.
 */
export async function earlierInFile(
  tx: Ctx,
  importId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.db.named<{ externalId: string; contentHash: string }>(
    'import_rows_earlier',
    `select external_id as "externalId", content_hash as "contentHash" from registry.import_rows
     where import_id = $1 and external_id = any($2)`,
    [importId, [...externalIds]],
  );
  return new Map(rows.map((row) => [row.externalId, row.contentHash]));
}

export async function insertKeys(tx: Ctx, found: ImportRecord, keys: readonly KnownKey[]): Promise<void> {
  await tx.db.named(
    'import_keys_insert',
    `insert into registry.import_keys (agency_id, source, kind, import_id, external_id, content_hash, procedure_id)
     select $1, $2, $3, $4, given.* from unnest($5::text[], $6::text[], $7::uuid[]) as given`,
    [
      found.agencyId,
      found.source,
      found.kind,
      found.id,
      keys.map((key) => key.externalId),
      keys.map((key) => key.contentHash),
      keys.map((key) => key.procedureId),
    ],
  );
}

/** What was undone may be brought again, corrected. */
export async function forgetKeys(tx: Ctx, importId: string, procedureIds: readonly string[]): Promise<void> {
  await tx.db.named(
    'import_keys_forget',
    `delete from registry.import_keys where import_id = $1 and procedure_id = any($2)`,
    [importId, [...procedureIds]],
  );
}

/** True if nothing has happened to the procedure since it was entered, nobody was given it, and nobody told its person of it. */
export async function isUntouched(tx: Ctx, procedureId: string): Promise<boolean> {
  const rows = await tx.db.named(
    'import_untouched',
    `select 1 from registry.timeline where procedure_id = $1 union all
     select 1 from registry.work_log where procedure_id = $1 union all
     select 1 from registry.unreached_settlements where procedure_id = $1 limit 2`,
    [procedureId],
  );
  return rows.length === 1;
}

/**
 * Drops the cells of imports that ended before this instant, for their personal data have done their work (R9), and whole
 * files that nobody confirmed since then: without cells every row of one would be entered as wrong. One at work keeps them.
 */
export async function dropOldCells(ctx: Ctx, before: Temporal.Instant): Promise<void> {
  await ctx.db.sql(
    `update registry.import_rows set cells_sealed = null where cells_sealed is not null and import_id in
       (select id from registry.imports where finished_at < $1)`,
    [before],
  );
  await transact(ctx, async (tx) => {
    // Held: who confirms one at this moment comes first, or finds it gone.
    const forgotten = await tx.db.sql<{ id: string }>(
      `select id from registry.imports where state in ('uploaded', 'checking', 'checked') and created_at < $1 for update`,
      [before],
    );
    const ids = forgotten.map(({ id }) => id);
    await tx.db.sql('delete from registry.import_rows where import_id = any($1)', [ids]);
    await tx.db.sql('delete from registry.imports where id = any($1)', [ids]);
  });
}
