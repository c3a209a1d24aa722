import type { Ctx } from '#platform/context.ts';
import type { Office } from '#modules/agencies/index.ts';
import { registerPeople, searchPeople, usualNames } from '#modules/people/index.ts';
import { randomFrom, type Random } from '#demo/invented.ts';
import type { Bench } from './bench.ts';
import { firstOf, rounded, withProgram } from './scratch.ts';

const PEOPLE = 1_000_000;
const BATCH = 400;
const SEARCHES = 300;

/**
 * Searches by name with a typing error among a million people, through the query that the desk uses (rights, sealed
 * names opened and compared, audit row included). Names are as frequent as in real life, roughly: the commonest surname
 * has one person in ten, and half of all people have two given names.
 */
export const benchPeople: Bench = (say) =>
  withProgram(async ({ ctx, admin, offices }) => {
    const office = firstOf(offices);
    const draw = drawNames(randomFrom(7));
    const sample = await fill(ctx, office, draw, say);
    // What autovacuum does in the night: counts for the planner, and an index that needs no look at the table.
    await admin.query('vacuum analyze people.people, people.name_pairs');
    say(await explain(ctx, office.agencyId));
    for (const { name } of sample.slice(0, 20)) await searchPeople(ctx, office.agencyId, mistype(name, randomFrom(3)));
    const took: number[] = [];
    let found = 0;
    const random = randomFrom(11);
    for (const { id, name } of sample) {
      const began = performance.now();
      const people = await searchPeople(ctx, office.agencyId, mistype(name, random));
      took.push(performance.now() - began);
      if (people.some((person) => person.id === id)) found += 1;
    }
    took.sort((a, b) => a - b);
    const at = (share: number) => rounded(took[Math.floor((took.length - 1) * share)] ?? 0, 1);
    return {
      people: PEOPLE,
      search_p50_ms: at(0.5),
      search_p95_ms: at(0.95),
      search_max_ms: at(1),
      found: rounded(found / took.length),
    };
  });

/** How the database finds who shares most pairs with the commonest pairs there are. */
async function explain(ctx: Ctx, agencyId: string): Promise<string> {
  const rows = await ctx.db.sql<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers, costs off, timing off)
     select person_id, count(*) as shared from people.name_pairs where agency_id = $1 and pair = any((
       select (most_common_vals::text::text[])[1:6] from pg_stats
       where schemaname = 'people' and tablename = 'name_pairs' and attname = 'pair')::text[])
     group by person_id order by shared desc, person_id limit 120`,
    [agencyId],
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

type Name = { names: string; surnames: string };

/** Stores a million and remembers some of them. */
async function fill(ctx: Ctx, { agencyId, unitId }: Office, draw: () => Name, say: (line: string) => void) {
  const sample: { id: string; name: Name }[] = [];
  for (let stored = 0; stored < PEOPLE; stored += BATCH) {
    const people = Array.from({ length: BATCH }, draw);
    const given = people.map((person) => ({ ...person, unitId }));
    const [id] = await registerPeople(ctx, agencyId, 'bench', given);
    const [name] = people;
    if (id && name && sample.length < SEARCHES && stored % (PEOPLE / SEARCHES) < BATCH) sample.push({ id, name });
    if (stored % 100_000 < BATCH) say(`${stored} people stored`);
  }
  return sample;
}

/** Names by Zipf's law over the usual ones: the second is half as frequent as the first, the third a third. */
function drawNames(random: Random): () => Name {
  const { given, surnames } = usualNames();
  const zipf = (list: readonly string[]) => {
    const shuffled = list.toSorted(() => random.below(3) - 1);
    const steps = shuffled.map((_, rank) => 1 / (rank + 1));
    const total = steps.reduce((sum, step) => sum + step, 0);
    return () => {
      let left = (random.below(1_000_000) / 1_000_000) * total;
      return shuffled.find((_, rank) => (left -= steps[rank] ?? 0) <= 0) ?? shuffled[0] ?? '';
    };
  };
  const [name, surname] = [zipf(given), zipf(surnames)];
  return () => ({
    names: random.below(2) === 0 ? name() : `${name()} ${name()}`,
    surnames: `${surname()} ${surname()}`,
  });
}

/** One slip: two neighbouring letters of the first given name change places. */
function mistype({ names, surnames }: Name, random: Random): string {
  const at =
    1 +
    random.below(Math.max(1, Math.min(names.indexOf(' ') > 0 ? names.indexOf(' ') : names.length, names.length) - 2));
  return `${names.slice(0, at)}${names[at + 1] ?? ''}${names[at] ?? ''}${names.slice(at + 2)} ${surnames}`;
}
