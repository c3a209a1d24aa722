import { systemContext, transact, type Ctx } from '#platform/context.ts';
import { transactionLock } from '#platform/db/lock.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { CLIENT_SCOPES } from '../commands/create-client.ts';
import { IMPORT_QUEUE } from '../commands/move-import.ts';
import { lockImport, setImportState, dropOldCells, type ImportRecord, type ImportState } from '../store/imports.ts';
import { checkRows } from './check-rows.ts';
import { enterRows } from './enter-rows.ts';
import { undoRows } from './undo-rows.ts';

/** A job gives its place to others after this long and comes again for the rest. */
const TURN_MS = 20_000;
const KEEP_CELLS_DAYS = 30;

interface Stage {
  /** Deals with the next rows; returns the number of the last one, or undefined when none is left. */
  readonly work: (tx: Ctx, found: ImportRecord) => Promise<number | undefined>;
  readonly after: ImportState;
}

const STAGES: Partial<Record<ImportState, Stage>> = {
  checking: { work: checkRows, after: 'checked' },
  importing: { work: enterRows, after: 'done' },
  undoing: { work: undoRows, after: 'undone' },
};

/**
 * Deals with some rows of an import in one transaction, together with the mark of how far it came: a worker that dies
 * leaves whole steps behind, and the next one goes on after them. Returns false when there is nothing left to do.
 */
export async function advanceImport(ctx: Ctx, importId: string): Promise<boolean> {
  const going = await transact(ctx, async (tx) => {
    const found = await lockImport(tx, importId);
    // Two files of one system may hold the same ids: the second waits and then finds what the first entered.
    if (found) await transactionLock(tx.db, `import:${found.agencyId}:${found.source}:${found.kind}`);
    const stage = found && STAGES[found.state];
    if (!stage) return false;
    const last = await stage.work(actAs(tx, found), found);
    await setImportState(tx, importId, last === undefined ? stage.after : found.state, last ?? found.doneRows);
    return last !== undefined;
  });
  await ctx.live.publish(ctx.db, [`import:${importId}`]);
  return going;
}

/**
 * A file says what an existing system did, as its API key would: the same scopes, and only the units of the person who
 * brought it. Who that was stands in the import.
 */
function actAs(tx: Ctx, found: ImportRecord): Ctx {
  const { id, agencyId, source, unitId } = found;
  const actor = {
    kind: 'client',
    clientId: id,
    agencyId,
    name: source,
    scopes: CLIENT_SCOPES,
    unitIds: [unitId],
  } as const;
  return { ...tx, actor };
}

export const importJobs: readonly JobDefinition[] = [
  {
    queue: IMPORT_QUEUE,
    expireInSeconds: 60,
    async run(ctx, { importId }: { importId: string }, signal) {
      const began = performance.now();
      while (!signal.aborted) {
        if (!(await advanceImport(ctx, importId))) return;
        if (performance.now() - began > TURN_MS) break;
      }
      await ctx.jobs.enqueue(ctx.db, IMPORT_QUEUE, { importId });
    },
  },
  {
    queue: 'registry.forget-import-cells',
    cron: '20 3 * * *',
    async run(ctx) {
      const system = systemContext(ctx, 'job:forget-import-cells', ctx.requestId);
      await dropOldCells(system, ctx.clock.now().subtract({ hours: 24 * KEEP_CELLS_DAYS }));
    },
  },
];
