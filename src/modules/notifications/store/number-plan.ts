import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { NumberPlan, type NumberRange } from '../domain/number-plan.ts';

/** How long a node trusts the plan that it holds in memory before it looks whether a new one was loaded. */
const REMEMBER_MS = 30_000;

interface Remembered {
  readonly version: string | undefined;
  readonly plan: NumberPlan;
  until: number;
}
const remembered = new WeakMap<object, Remembered>();

/** The plan in force, from memory; empty where none was loaded. */
export async function numberPlan(ctx: Pick<Ctx, 'db'>): Promise<NumberPlan> {
  const known = remembered.get(ctx.db.identity);
  if (known && known.until > performance.now()) return known.plan;
  const [row] = await ctx.db.named<{ version: string }>(
    'number_plan_version',
    'select version from notifications.number_plans',
    [],
  );
  const until = performance.now() + REMEMBER_MS;
  if (known && known.version === row?.version) {
    known.until = until;
    return known.plan;
  }
  const plan = new NumberPlan(row ? await listRanges(ctx.db) : []);
  remembered.set(ctx.db.identity, { version: row?.version, plan, until });
  return plan;
}

function listRanges(db: Db): Promise<NumberRange[]> {
  return db.named<NumberRange>(
    'number_ranges',
    'select first::float8 as first, last::float8 as last, kind, operator from notifications.number_ranges order by first',
    [],
  );
}

/** Puts a plan in the place of the one before. Other nodes follow within half a minute. */
export async function putNumberPlan(tx: Ctx, ranges: readonly NumberRange[], source: string): Promise<void> {
  await tx.db.sql('delete from notifications.number_plans', []);
  await tx.db.sql('delete from notifications.number_ranges', []);
  await tx.db.named(
    'number_ranges_insert',
    `insert into notifications.number_ranges (first, last, kind, operator)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])`,
    [
      ranges.map(({ first }) => first),
      ranges.map(({ last }) => last),
      ranges.map(({ kind }) => kind),
      ranges.map(({ operator }) => operator),
    ],
  );
  await tx.db.named(
    'number_plan_put',
    `insert into notifications.number_plans (version, ranges, source, loaded_by, loaded_at) values ($1, $2, $3, $4, $5)`,
    [newId(), ranges.length, source, actorLabel(tx.actor), tx.clock.now()],
  );
  remembered.delete(tx.db.identity);
}
