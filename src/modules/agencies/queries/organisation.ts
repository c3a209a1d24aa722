import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize, authorizeSomewhere, withinReach } from '#platform/permissions/permissions.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import type { TreeUnit, Unsettled } from '../domain/unit-tree.ts';
import type { UNIT_CHANGES } from '../store/unit-changes.ts';
import { findUnit, type StoredUnit } from '../store/units.ts';
import { unsettledIn } from './unsettled.ts';

/** Who runs the tree: the pages of units and agencies ask for nothing less. */
export const MANAGE = 'agencies.manage';

export interface UnitRow extends TreeUnit {
  readonly agencyId: string;
  readonly slug: string;
  readonly shortName: string | null;
  readonly closed: boolean;
  /** Set for an office: its code. */
  readonly office: string | null;
  /** Posts that somebody holds there. */
  readonly posts: number;
}

/** The units that the actor runs, closed ones too. */
export async function listManagedUnits(ctx: Ctx): Promise<readonly UnitRow[]> {
  authorizeSomewhere(ctx, MANAGE);
  return ctx.db.k
    .selectFrom('agencies.public_units as u')
    .leftJoin('agencies.offices as o', 'o.unit_id', 'u.id')
    .select(['u.id', 'u.agency_id as agencyId', 'u.parent_id as parentId', 'u.slug', 'u.name'])
    .select(['u.short_name as shortName', 'u.closed', 'o.code as office'])
    .select((row) =>
      row
        .selectFrom('agencies.posts as p')
        .select(row.fn.countAll<number>().as('posts'))
        .whereRef('p.unit_id', '=', 'u.id')
        .$asScalar()
        .$notNull()
        .as('posts'),
    )
    .where(withinReach(ctx.access, ctx.actor, MANAGE, 'u.id'))
    .execute();
}

export interface PostHolder {
  readonly postId: string;
  readonly title: string;
  readonly staffId: string | null;
  readonly name: string | null;
  /** The account is disabled: the post is held and nobody works from it. */
  readonly disabled: boolean | null;
  readonly unit: string;
  /** Set for who stands in, with the days. */
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** Who holds posts right in these units, and who stands in for them on `on` or later. */
export function holdersIn(db: Db, unitIds: readonly string[], on: Temporal.PlainDate): Promise<PostHolder[]> {
  return db.sql<PostHolder>(
    `select p.id as "postId", p.title, n.id as "staffId", n.name, n.disabled, u.name as unit, null::date as "from", null::date as "until"
     from agencies.posts p join agencies.units u on u.id = p.unit_id left join staff.public_names n on n.id = p.holder_id
     where p.unit_id = any($1)
     union all
     select p.id, p.title, n.id, n.name, n.disabled, u.name, s.from_day, s.until_day
     from agencies.substitutes s join agencies.posts p on p.id = s.post_id join agencies.units u on u.id = p.unit_id
       left join staff.public_names n on n.id = s.staff_id
     where p.unit_id = any($1) and s.until_day >= $2
     order by unit, title, "postId", "from" nulls first`,
    [unitIds, on],
  );
}

export interface UnitChangeRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: (typeof UNIT_CHANGES)[number];
  readonly fromName: string | null;
  readonly toName: string | null;
  readonly fromParent: string | null;
  readonly toParent: string | null;
  /** Name of who did it; null: the program or somebody at the terminal. */
  readonly by: string | null;
}

const SHOWN = 30;

function changesOf(db: Db, unitId: string): Promise<UnitChangeRow[]> {
  return db.sql<UnitChangeRow>(
    `select c.id, c.at, c.kind, c.from_name as "fromName", c.to_name as "toName", f.name as "fromParent",
       t.name as "toParent", n.name as "by"
     from agencies.unit_changes c left join agencies.units f on f.id = c.from_parent
       left join agencies.units t on t.id = c.to_parent left join staff.public_names n on 'staff:' || n.id = c.actor
     where c.unit_id = $1 order by c.id desc limit $2`,
    [unitId, SHOWN],
  );
}

/** Work of one module that is open in a unit. */
export interface OpenWork {
  readonly words: string;
  readonly count: number;
  readonly action: string;
  readonly href: string;
}

export interface UnitFile {
  readonly unit: StoredUnit;
  /** From the head to the parent, only those in the actor's reach. */
  readonly path: readonly { readonly id: string; readonly name: string }[];
  readonly below: readonly UnitRow[];
  readonly office: string | null;
  readonly holders: readonly PostHolder[];
  readonly work: readonly OpenWork[];
  readonly unsettled: Unsettled;
  readonly changes: readonly UnitChangeRow[];
}

/** One unit as who runs it sees it. Outside their subtree it does not exist. */
export async function getUnitFile(ctx: Ctx, work: readonly UnitWork[], unitId: string): Promise<UnitFile> {
  authorize(ctx, MANAGE, unitId);
  const unit = await findUnit(ctx.db, unitId);
  if (!unit) throw new Refusal(accessRefusals.notFound);
  const rows = await listManagedUnits(ctx);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const lineage = [...ctx.access.units.lineage(unitId)].slice(1).toReversed();
  const open: OpenWork[] = [];
  for (const one of work) {
    const count = await one.count(ctx.db, { agencyId: unit.agencyId, unitId });
    const { action } = one;
    if (count > 0) open.push({ words: one.words(ctx.locale, count), count, action, href: one.href(unitId) });
  }
  return {
    unit,
    path: lineage.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? '' }] : [])),
    below: rows.filter(({ parentId }) => parentId === unitId).toSorted((a, b) => a.name.localeCompare(b.name, 'es-MX')),
    office: rows.find(({ id }) => id === unitId)?.office ?? null,
    holders: await holdersIn(ctx.db, [unitId], ctx.clock.today()),
    work: open,
    unsettled: await unsettledIn(ctx.db, work, unit),
    changes: await changesOf(ctx.db, unitId),
  };
}
