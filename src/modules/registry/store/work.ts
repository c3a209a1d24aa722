import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { lockNext } from '#platform/jobs/claim.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Outcome } from '../domain/statuses.ts';
import type { WorkKind } from '../domain/work.ts';

/** What of the work changes; what is not named stays. */
export interface WorkChange {
  analystId?: string | null;
  proposal?: { readonly outcome: Outcome; readonly reasons: readonly string[] } | null;
}

export async function changeWork(tx: Ctx, id: string, change: WorkChange): Promise<void> {
  const now = tx.clock.now();
  await tx.db.k
    .updateTable('registry.procedures')
    .set({
      // The moment stays when a procedure is released: it tells one that waits for an analyst from one that another
      // system analyses.
      ...(change.analystId === undefined ? {} : { analyst_id: change.analystId, assigned_at: now }),
      ...(change.proposal === undefined
        ? {}
        : {
            proposal: change.proposal?.outcome ?? null,
            proposal_reasons: [...(change.proposal?.reasons ?? [])],
            proposed_at: change.proposal ? now : null,
          }),
    })
    .where('id', '=', id)
    .execute();
}

export async function insertWorkEntry(
  tx: Ctx,
  procedure: { id: string; agencyId: string },
  entry: { kind: WorkKind; staffId?: string | undefined; outcome?: Outcome | undefined; reasons?: readonly string[] },
): Promise<void> {
  await tx.db.k
    .insertInto('registry.work_log')
    .values({
      id: newId(),
      agency_id: procedure.agencyId,
      procedure_id: procedure.id,
      at: tx.clock.now(),
      actor: actorLabel(tx.actor),
      kind: entry.kind,
      staff_id: entry.staffId ?? null,
      outcome: entry.outcome ?? null,
      reasons: [...(entry.reasons ?? [])],
    })
    .execute();
}

/**
 * The procedure that the person should do next in these units (with all below them), locked until the transaction ends:
 * first what is assigned to them and not begun, then what waits for anybody; in each, what is due first. Those that
 * another is taking at this moment are passed over. `present`: who may analyse there today; what is with anybody else
 * waits for anybody, unless its proposal waits for the registrar.
 */
export async function lockNextFor(
  tx: Ctx,
  staffId: string,
  rootUnits: readonly string[],
  present: readonly string[],
): Promise<string | undefined> {
  const [row] = await lockNext<{ id: string }>(tx.db, {
    name: 'registry_next',
    select: 'p.id',
    from: 'registry.procedures p',
    alias: 'p',
    where: `p.status in ('entered', 'in_analysis')
      and p.unit_id in (select descendant_id from platform.public_unit_closure where ancestor_id = any($2::uuid[]))
      and (p.analyst_id = $1 and p.status = 'entered'
        or p.analyst_id is null and (p.status = 'entered' or p.assigned_at is not null)
        or p.analyst_id <> all($3::uuid[]) and p.proposal is null)`,
    order: 'p.analyst_id is distinct from $1, p.due_on, p.id',
    values: [staffId, [...rootUnits], [...present]],
  });
  return row?.id;
}
