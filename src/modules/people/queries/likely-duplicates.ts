import { transact, type Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { demandOwnAgency } from '../access.ts';
import {
  countLikely,
  findToldApart,
  listLikely,
  type LikelyFilter,
  type LikelyPair,
} from '../store/likely-duplicates.ts';
import { listMerges, type Merge } from '../store/merges.ts';
import { loadDistinctPeople, type Consent, type Person } from '../store/people.ts';
import { maskedFor } from './masked-for.ts';
import { readPerson } from './search-people.ts';

const PAGE = 20;
/** Beyond this the screen says "more than". */
export const MOST_COUNTED = 500;

/** Two records that may be one person, opened for who decides. */
export interface LikelyDuplicate extends LikelyPair {
  readonly people: readonly [Person, Person];
}

export interface LikelyPage {
  readonly pairs: readonly LikelyDuplicate[];
  /** Give it as `after` for the next page; undefined on the last. */
  readonly next: LikelyFilter['after'];
}

/** What waits for a decision in an agency, the most alike first, twenty at a time. For who may merge. */
export async function listLikelyDuplicates(ctx: Ctx, agencyId: string, filter: LikelyFilter): Promise<LikelyPage> {
  authorizeSomewhere(ctx, 'people.merge');
  demandOwnAgency(ctx, agencyId);
  const rows = await listLikely(ctx, agencyId, PAGE + 1, filter);
  const shown = rows.slice(0, PAGE);
  const people = new Map(
    (
      await loadDistinctPeople(
        ctx,
        shown.flatMap(({ oneId, otherId }) => [oneId, otherId]),
      )
    ).map((person) => [person.id, maskedFor(ctx, person)]),
  );
  const pairs = shown.flatMap((pair) => {
    const [one, other] = [people.get(pair.oneId), people.get(pair.otherId)];
    return one && other ? [{ ...pair, people: [one, other] as const }] : [];
  });
  return { pairs, next: rows.length > PAGE ? shown.at(-1) : undefined };
}

/** How many pairs wait, up to `MOST_COUNTED`. */
export async function countLikelyDuplicates(ctx: Ctx, agencyId: string): Promise<number> {
  authorizeSomewhere(ctx, 'people.merge');
  demandOwnAgency(ctx, agencyId);
  return countLikely(ctx, agencyId, MOST_COUNTED);
}

/** One of two records side by side. */
export interface Compared extends Person {
  readonly consents: readonly Consent[];
  /** Registry procedures of this record and of those merged into it. */
  readonly procedures: number;
  readonly merges: readonly Merge[];
}

/** Two records with all that helps to decide, and whether somebody told them apart before. Both readings are recorded. */
export async function comparePeople(
  ctx: Ctx,
  ids: readonly [string, string],
): Promise<{ people: readonly [Compared, Compared]; toldApart: boolean }> {
  authorizeSomewhere(ctx, 'people.merge');
  return transact(ctx, async (tx) => {
    const one = await compared(tx, ids[0]);
    const other = await compared(tx, ids[1]);
    const apart = await findToldApart(tx, one.id, [other.id]);
    return { people: [one, other] as const, toldApart: apart.size > 0 };
  });
}

async function compared(ctx: Ctx, id: string): Promise<Compared> {
  const person = await readPerson(ctx, id);
  const [row] = await ctx.db.named<{ procedures: number }>(
    'people_procedures',
    `select count(*)::int as procedures from registry.public_procedures
     where person_id in (select id from people.people where id = $1 or merged_into = $1)`,
    [person.id],
  );
  return {
    ...person,
    procedures: row?.procedures ?? 0,
    merges: (await listMerges(ctx, person.id)).filter(({ undoneAt }) => undoneAt === null),
  };
}
