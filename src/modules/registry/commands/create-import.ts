import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { readCsv, type CsvProblem } from '#platform/files/read-csv.ts';
import { newId } from '#platform/ids.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import {
  FIELDS,
  guessMapping,
  type FieldName,
  type FieldSource,
  type ImportKind,
  type Mapping,
} from '../domain/import/fields.ts';
import { savedMapping } from '../queries/imports.ts';
import { insertImport } from '../store/imports.ts';

export interface CreateImport {
  agencyId: string;
  /** Rows may enter at the offices of this unit and below. */
  unitId: string;
  source: string;
  kind: ImportKind;
  fileName: string;
  content: Uint8Array;
}

export type CreatedImport =
  | { readonly ok: true; readonly importId: string; readonly mapping: Mapping }
  | { readonly ok: false; readonly problem: CsvProblem };

export const IMPORT_LIMITS = { rows: 100_000, columns: 100 };

/** R8: takes a file of an existing system. Nothing happens yet: its columns are to be named and its rows checked first. */
export async function createImport(ctx: Ctx, input: CreateImport): Promise<CreatedImport> {
  authorize(ctx, 'registry.import', input.unitId);
  const read = readCsv(input.content, IMPORT_LIMITS);
  if (!read.ok) return read;
  const { agencyId, unitId, source, kind, fileName } = input;
  const { table } = read;
  const saved = await savedMapping(ctx, agencyId, source, kind);
  const mapping = fitting(saved, kind, table.headers) ?? guessMapping(kind, table.headers);
  const importId = newId();
  await transact(ctx, async (tx) => {
    await insertImport(tx, { id: importId, agencyId, unitId, source, kind, fileName, mapping }, table);
    const detail = { kind, rows: table.rows.length };
    await recordAudit(tx, {
      action: 'registry.import',
      entityType: 'import',
      entityId: importId,
      agencyId,
      unitId,
      detail,
    });
  });
  return { ok: true, importId, mapping };
}

/** The mapping of the last time, as long as all of its columns are there. */
function fitting(saved: Mapping | undefined, kind: ImportKind, headers: readonly string[]): Mapping | undefined {
  if (!saved) return undefined;
  const names: readonly string[] = FIELDS[kind].map(({ name }) => name);
  const sources = Object.entries(saved) as [FieldName, FieldSource][];
  const fits = sources.every(
    ([name, from]) => names.includes(name) && ('fixed' in from || headers.includes(from.column)),
  );
  return fits ? saved : undefined;
}
