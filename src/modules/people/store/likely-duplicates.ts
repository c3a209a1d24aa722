import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { SOUND_VERSION } from '../domain/name-sound.ts';

export interface PersonRef {
  readonly id: string;
  readonly agencyId: string;
}

/** People who were not yet indexed or compared, the oldest first. */
export function findUncompared(ctx: Ctx, limit: number): Promise<PersonRef[]> {
  return ctx.db.named(
    'people_uncompared',
    `select id, agency_id as "agencyId" from people.people
     where compared_at is null and merged_into is null and erased_at is null order by registered_at limit $1`,
    [limit],
  );
}

/** Asks for all people whose names were indexed under older rules to be compared again. */
export async function expireOldSounds(ctx: Ctx): Promise<void> {
  await ctx.db.named(
    'people_old_sounds',
    'update people.people set compared_at = null where sound_version < $1 and compared_at is not null',
    [SOUND_VERSION],
  );
}

export async function markCompared(tx: Ctx, personId: string): Promise<void> {
  await tx.db.named('people_compared', 'update people.people set compared_at = $2 where id = $1', [
    personId,
    tx.clock.now(),
  ]);
}

/** Notes that two records may be one person. A pair that somebody told apart stays told apart. */
export async function noteLikely(
  tx: Ctx,
  pair: { agencyId: string; ids: readonly [string, string]; score: number; sameAddress: boolean },
): Promise<void> {
  const [one, other] = pair.ids.toSorted();
  await tx.db.named(
    'likely_note',
    `insert into people.likely_duplicates as known (id, agency_id, one_id, other_id, score, same_address, found_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, one_id, other_id) do update set score = excluded.score, same_address = excluded.same_address
       where known.told_apart_at is null`,
    [newId(), pair.agencyId, one, other, pair.score, pair.sameAddress, tx.clock.now()],
  );
}

export interface LikelyPair {
  readonly id: string;
  readonly agencyId: string;
  readonly oneId: string;
  readonly otherId: string;
  readonly score: number;
  readonly sameAddress: boolean;
}

const COLUMNS = `d.id, d.agency_id as "agencyId", d.one_id as "oneId", d.other_id as "otherId", d.score::float8 as score,
  d.same_address as "sameAddress"`;

export interface LikelyFilter {
  /** Only pairs that share a telephone or mailbox. */
  readonly sameAddress?: boolean;
  /** The last pair of the page before. */
  readonly after?: { readonly score: number; readonly id: string } | undefined;
}

const OPEN = `from people.likely_duplicates d
  join people.people one on one.id = d.one_id and one.merged_into is null and one.erased_at is null
  join people.people other on other.id = d.other_id and other.merged_into is null and other.erased_at is null
  where d.agency_id = $1 and d.told_apart_at is null`;

/** Pairs that nobody decided yet and of which neither was merged or erased, the most alike first. Paged by key. */
export function listLikely(
  ctx: Ctx,
  agencyId: string,
  limit: number,
  { sameAddress = false, after }: LikelyFilter = {},
): Promise<LikelyPair[]> {
  return ctx.db.named(
    'likely_list',
    `select ${COLUMNS} ${OPEN} and (d.same_address or not $3)
       and ($4::real is null or d.score < $4 or (d.score = $4 and d.id > $5::uuid))
     order by d.score desc, d.id limit $2`,
    [agencyId, limit, sameAddress, after?.score ?? null, after?.id ?? null],
  );
}

/** How many pairs wait for a decision, counted up to `most`. */
export async function countLikely(ctx: Ctx, agencyId: string, most: number): Promise<number> {
  const [row] = await ctx.db.named<{ open: number }>(
    'likely_count',
    `select count(*)::int as open from (select ${OPEN} limit $2) pairs`,
    [agencyId, most],
  );
  return row?.open ?? 0;
}

/** Remembers that the two are different people, whether anybody had taken them for one or not. */
export async function tellApart(tx: Ctx, agencyId: string, ids: readonly [string, string]): Promise<void> {
  const [one, other] = ids.toSorted();
  await tx.db.named(
    'likely_told_apart',
    `insert into people.likely_duplicates
       (id, agency_id, one_id, other_id, score, same_address, found_at, told_apart_at, told_apart_by)
     values ($1, $2, $3, $4, 0, false, $5, $5, $6)
     on conflict (agency_id, one_id, other_id)
       do update set told_apart_at = excluded.told_apart_at, told_apart_by = excluded.told_apart_by`,
    [newId(), agencyId, one, other, tx.clock.now(), actorLabel(tx.actor)],
  );
}

/** Those of `ids` that somebody told apart from this person. */
export async function findToldApart(ctx: Ctx, personId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db.named<{ id: string }>(
    'likely_apart_from',
    `select case when one_id = $1 then other_id else one_id end as id from people.likely_duplicates
     where told_apart_at is not null and ((one_id = $1 and other_id = any($2)) or (other_id = $1 and one_id = any($2)))`,
    [personId, [...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

/** Whoever was told apart from the merged record is not the kept one either. */
export async function carryApart(tx: Ctx, agencyId: string, mergedId: string, keptId: string): Promise<void> {
  const rows = await tx.db.named<{ id: string }>(
    'likely_apart_all',
    `select case when one_id = $1 then other_id else one_id end as id from people.likely_duplicates
     where told_apart_at is not null and (one_id = $1 or other_id = $1)`,
    [mergedId],
  );
  for (const { id } of rows) if (id !== keptId) await tellApart(tx, agencyId, [keptId, id]);
}
