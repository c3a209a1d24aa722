import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

/** Locks the rows in a fixed order. False if one of them has been merged away. */
export async function lockUnmerged(db: Db, ids: readonly string[]): Promise<boolean> {
  const rows = await db.k
    .selectFrom('people.people')
    .select('id')
    .where('id', 'in', [...ids])
    .where('merged_into', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length === ids.length;
}

export async function moveEverything(
  tx: Ctx,
  merge: { agencyId: string; keepId: string; mergeId: string; reason: string },
): Promise<void> {
  const { keepId, mergeId } = merge;
  const now = tx.clock.now();
  // A channel that one of the two gave up ends for both, unless that row took it up again later.
  await tx.db.sql(
    `update people.consents mine set withdrawn_at = $3
     from people.consents theirs
     where mine.withdrawn_at is null and theirs.withdrawn_at > mine.given_at
       and theirs.channel = mine.channel and theirs.purpose = mine.purpose and theirs.person_id <> mine.person_id
       and mine.person_id = any(array[$1, $2]::uuid[]) and theirs.person_id = any(array[$1, $2]::uuid[])
       and not exists (select from people.consents again where again.person_id = theirs.person_id
         and again.channel = mine.channel and again.purpose = mine.purpose and again.withdrawn_at is null)`,
    [keepId, mergeId, now],
  );
  // Doubles end before the rest moves: each may be in force once.
  await tx.db.sql(
    `update people.consents c set withdrawn_at = $3 where c.person_id = $2 and c.withdrawn_at is null and exists (
       select from people.consents k where k.person_id = $1 and k.channel = c.channel and k.purpose = c.purpose
         and k.withdrawn_at is null)`,
    [keepId, mergeId, now],
  );
  await tx.db.sql(
    `update people.contact_points c set withdrawn_at = $3, withdrawn_because = 'merged' where c.person_id = $2 and c.withdrawn_at is null and exists (
       select from people.contact_points k where k.person_id = $1 and k.channel = c.channel
         and k.address_index = c.address_index and k.withdrawn_at is null)`,
    [keepId, mergeId, now],
  );
  for (const table of ['people.consents', 'people.contact_points', 'people.verifications'] as const) {
    await tx.db.k.updateTable(table).set({ person_id: keepId }).where('person_id', '=', mergeId).execute();
  }
  // An address whose channel was given up would wake up with the next consent.
  await tx.db.sql(
    `update people.contact_points c set withdrawn_at = $2, withdrawn_because = 'withdrawn'
     where c.person_id = $1 and c.withdrawn_at is null and not exists (select from people.consents s
       where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)`,
    [keepId, now],
  );
  await tx.db.k
    .updateTable('people.people')
    .set({ merged_into: keepId })
    .where((row) => row.or([row('id', '=', mergeId), row('merged_into', '=', mergeId)]))
    .execute();
  await tx.db.k
    .insertInto('people.merges')
    .values({
      id: newId(),
      agency_id: merge.agencyId,
      kept_id: keepId,
      merged_id: mergeId,
      reason: merge.reason,
      merged_by: actorLabel(tx.actor),
      merged_at: now,
    })
    .execute();
}

/** A merge as the history of a person shows it. */
export interface Merge {
  readonly mergedId: string;
  readonly mergedAt: Temporal.Instant;
  /** Label of who did it. */
  readonly mergedBy: string;
  readonly reason: string;
}

/** Records that became part of this one, the newest first. */
export function listMerges(ctx: Ctx, keptId: string): Promise<Merge[]> {
  return ctx.db.named(
    'merges_of',
    `select merged_id as "mergedId", merged_at as "mergedAt", merged_by as "mergedBy", reason from people.merges
     where kept_id = $1 order by merged_at desc`,
    [keptId],
  );
}
