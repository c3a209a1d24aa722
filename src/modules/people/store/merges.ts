import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

/** Locks the rows in a fixed order. False if one of them has been merged away, or its name erased. */
export async function lockInForce(db: Db, ids: readonly string[]): Promise<boolean> {
  const rows = await db.k
    .selectFrom('people.people')
    .select('id')
    .where('id', 'in', [...ids])
    .where('merged_into', 'is', null)
    .where('erased_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length === ids.length;
}

/** What a statement of a merge changed is noted beside it, so that the merge can be undone. */
const note = (kind: 'person' | 'contact' | 'consent' | 'verification', how: 'moved' | 'ended', from: string): string =>
  `insert into people.merge_moves (merge_id, agency_id, kind, row_id, from_id, moved, ended)
   select $1, $2, '${kind}', id, ${from}, ${how === 'moved'}, ${how === 'ended'} from changed
   on conflict (merge_id, kind, row_id) do update set moved = merge_moves.moved or excluded.moved,
     ended = merge_moves.ended or excluded.ended`;

/** How well a contact is known, to be compared as rows: not in doubt, taken down by staff, verified. */
const standing = (contact: 'mine' | 'theirs'): string =>
  `(${contact}.doubted_at is null, not ${contact}.self_added, ${contact}.verified_at is not null)`;

/** What ends by a merge, before the rest moves: each may be in force once. */
const ENDINGS = [
  // A channel that one of the two gave up ends for both, unless that row took it up again later.
  `with changed as (
   update people.consents mine set withdrawn_at = $5
   from people.consents theirs
   where mine.withdrawn_at is null and theirs.withdrawn_at > mine.given_at
     and theirs.channel = mine.channel and theirs.purpose = mine.purpose and theirs.person_id <> mine.person_id
     and mine.person_id = any(array[$3, $4]::uuid[]) and theirs.person_id = any(array[$3, $4]::uuid[])
     and not exists (select from people.consents again where again.person_id = theirs.person_id
       and again.channel = mine.channel and again.purpose = mine.purpose and again.withdrawn_at is null)
   returning mine.id, mine.person_id) ${note('consent', 'ended', 'person_id')}`,
  `with changed as (
   update people.consents c set withdrawn_at = $5 where c.person_id = $4 and c.withdrawn_at is null and exists (
     select from people.consents k where k.person_id = $3 and k.channel = c.channel and k.purpose = c.purpose
       and k.withdrawn_at is null) returning c.id, c.person_id) ${note('consent', 'ended', 'person_id')}`,
  // Of the same address in both, the one of which less is known: what proved or doubted it would be lost with it.
  `with changed as (
   update people.contact_points weaker set withdrawn_at = $5, withdrawn_because = 'merged'
   from people.contact_points mine, people.contact_points theirs
   where mine.person_id = $3 and theirs.person_id = $4 and mine.withdrawn_at is null and theirs.withdrawn_at is null
     and mine.channel = theirs.channel and mine.address_index = theirs.address_index
     and weaker.id = case when ${standing('theirs')} > ${standing('mine')} then mine.id else theirs.id end
   returning weaker.id, weaker.person_id) ${note('contact', 'ended', 'person_id')}`,
];

const MOVES = [
  `with changed as (update people.consents set person_id = $3 where person_id = $4 returning id)
   ${note('consent', 'moved', '$4')}`,
  `with changed as (update people.contact_points set person_id = $3 where person_id = $4 returning id)
   ${note('contact', 'moved', '$4')}`,
  `with changed as (update people.verifications set person_id = $3 where person_id = $4 returning id)
   ${note('verification', 'moved', '$4')}`,
  `with before as (select id, merged_into from people.people where id = $4 or merged_into = $4), changed as (
     update people.people p set merged_into = $3 from before where p.id = before.id
     returning p.id, before.merged_into) ${note('person', 'moved', 'merged_into')}`,
];

/** An address whose channel was given up would wake up with the next consent. */
const WITHOUT_CONSENT = `with changed as (
  update people.contact_points c set withdrawn_at = $4, withdrawn_because = 'withdrawn'
  where c.person_id = $3 and c.withdrawn_at is null and not exists (select from people.consents s
    where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)
  returning c.id, c.person_id) ${note('contact', 'ended', 'person_id')}`;

/** Makes one record part of another, and notes what that changes. The caller has locked both (`lockInForce`). */
export async function moveEverything(
  tx: Ctx,
  merge: { agencyId: string; keepId: string; mergeId: string; reason: string },
): Promise<void> {
  const { agencyId, keepId, mergeId } = merge;
  const now = tx.clock.now();
  const id = newId();
  await tx.db.k
    .insertInto('people.merges')
    .values({
      id,
      agency_id: agencyId,
      kept_id: keepId,
      merged_id: mergeId,
      reason: merge.reason,
      merged_by: actorLabel(tx.actor),
      merged_at: now,
      noted: true,
    })
    .execute();
  for (const ending of ENDINGS) await tx.db.sql(ending, [id, agencyId, keepId, mergeId, now]);
  for (const move of MOVES) await tx.db.sql(move, [id, agencyId, keepId, mergeId]);
  await tx.db.sql(WITHOUT_CONSENT, [id, agencyId, keepId, now]);
}

/** A merge as the history of a person shows it. */
export interface Merge {
  readonly id: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly mergedAt: Temporal.Instant;
  /** Label of who did it. */
  readonly mergedBy: string;
  readonly reason: string;
  /** Null while the two are one. */
  readonly undoneAt: Temporal.Instant | null;
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
}

const COLUMNS = `m.id, m.kept_id as "keptId", m.merged_id as "mergedId", m.merged_at as "mergedAt", m.merged_by as "mergedBy",
  m.reason, m.undone_at as "undoneAt", m.undone_by as "undoneBy", m.undone_reason as "undoneReason"`;

/** Records that became part of this one, those that were taken apart again too, the newest first. */
export function listMerges(ctx: Ctx, keptId: string): Promise<Merge[]> {
  return ctx.db.named(
    'merges_of',
    `select ${COLUMNS} from people.merges m where kept_id = $1 order by merged_at desc, id desc`,
    [keptId],
  );
}

/** What speaks against undoing a merge; `null`: nothing. */
export type Hindrance = 'undone' | 'notNoted' | 'laterFirst' | 'erased' | null;

/** A merge with what hinders its undoing; undefined for an unknown id. */
export async function findMerge(ctx: Ctx, id: string): Promise<(Merge & { hindrance: Hindrance }) | undefined> {
  const [row] = await ctx.db.named<Merge & { hindrance: Hindrance }>(
    'merge_by_id',
    // One record may have taken in several, and be taken in itself: what came last is undone first.
    `select ${COLUMNS}, case
         when m.undone_at is not null then 'undone'
         when not m.noted then 'notNoted'
         when kept.erased_at is not null or merged.erased_at is not null then 'erased'
         when kept.merged_into is not null or merged.merged_into is distinct from m.kept_id or exists (
           select from people.merges later where later.kept_id = m.kept_id and later.undone_at is null
             and (later.merged_at, later.id) > (m.merged_at, m.id)) then 'laterFirst' end as hindrance
     from people.merges m join people.people kept on kept.id = m.kept_id join people.people merged on merged.id = m.merged_id
     where m.id = $1`,
    [id],
  );
  return row;
}
