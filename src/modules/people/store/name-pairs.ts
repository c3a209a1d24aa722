import type { Ctx } from '#platform/context.ts';
import { SOUND_VERSION, soundPairs } from '../domain/name-sound.ts';

/** 48 bits: enough to tell pairs apart, too few to say for certain which pair it is. */
const PAIR_DIGITS = 12;

/** What a name is found by: keyed hashes of its pairs of words, as they sound. */
export const pairsOf = (ctx: Ctx, fullName: string): string[] =>
  soundPairs(fullName).map((pair) => ctx.crypt.blindIndex(pair, 'people.name_pair').slice(0, PAIR_DIGITS));

/** Makes a name findable by its sound. Replaces what stood there under older rules. */
export async function indexName(tx: Ctx, agencyId: string, personId: string, fullName: string): Promise<void> {
  await tx.db.named('name_pairs_clear', 'delete from people.name_pairs where person_id = $1', [personId]);
  await tx.db.named(
    'name_pairs_insert',
    `insert into people.name_pairs (agency_id, pair, person_id) select $1, unnest($2::text[]), $3 on conflict do nothing`,
    [agencyId, pairsOf(tx, fullName), personId],
  );
  await tx.db.named('name_pairs_version', 'update people.people set sound_version = $2 where id = $1', [
    personId,
    SOUND_VERSION,
  ]);
}

/** Something about the person is new: they are to be compared with everybody else again. */
export async function markToCompare(tx: Ctx, personId: string): Promise<void> {
  await tx.db.named('people_to_compare', 'update people.people set compared_at = null where id = $1', [personId]);
}

/**
 * People in force whose names share a pair of words by sound, those with most pairs first. A usual pair (`García
 * Hernández`) has tens of thousands of rows: they are counted in the index alone, and only who leads is looked at.
 */
export async function findIdsBySound(ctx: Ctx, agencyId: string, fullName: string, limit: number): Promise<string[]> {
  const rows = await ctx.db.named<{ id: string }>(
    'people_by_sound',
    `select n.person_id as id from (
       select person_id, count(*) as shared from people.name_pairs where agency_id = $1 and pair = any($2)
       group by person_id order by shared desc, person_id limit $3 * 2
     ) n join people.people p on p.id = n.person_id where p.merged_into is null
     order by n.shared desc, n.person_id limit $3`,
    [agencyId, pairsOf(ctx, fullName), limit],
  );
  return rows.map((row) => row.id);
}
