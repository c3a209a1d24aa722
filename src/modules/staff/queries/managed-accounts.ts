import { sql, type SqlBool } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { isId } from '#platform/ids.ts';
import { authorizeSomewhere, can, withinReach } from '#platform/permissions/permissions.ts';
import { assignmentsOf, substitutesOf, unitsInReach, type Assignment, type UnitName } from '#modules/agencies/index.ts';
import { getManaged, type Managed } from '../authority.ts';
import { getFactors, type Factors } from '../store/factors.ts';
import { listSessions } from '../store/sessions.ts';
import { activityOf, type Activity } from './activity.ts';
import { listStaffNames } from './names.ts';

export const ACCOUNT_STATES = ['active', 'invited', 'disabled'] as const;
/** invited: nobody has set a password yet. */
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly state: AccountState;
  /** "Registradora · Oficina registral de Toluca", only those in reach. */
  readonly posts: readonly string[];
}

export interface AccountFilter {
  /** Part of the name or of the user, without regard to accents and case. */
  readonly words?: string;
  readonly state?: AccountState;
  /** Id of the last row of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

const PLAIN = (column: string) => sql<string>`translate(lower(${sql.ref(column)}), 'áéíóúüñ', 'aeiouun')`;
const STATE = sql<AccountState>`case when a.disabled_at is not null then 'disabled'
  when a.password_hash is null and a.persona is null then 'invited' else 'active' end`;

/** The accounts with a post in the actor's units, by name; those without any post for who manages the whole agency. */
export async function listManagedAccounts(
  ctx: Ctx,
  filter: AccountFilter,
): Promise<{ rows: readonly AccountRow[]; next: string | undefined }> {
  authorizeSomewhere(ctx, 'staff.manage');
  const limit = filter.limit ?? 50;
  const today = ctx.clock.today();
  const current = sql<SqlBool>`(g.from_day is null or g.until_day >= ${today})`;
  const mine = withinReach(ctx.access, ctx.actor, 'staff.manage', 'g.unit_id');
  let query = ctx.db.k
    .selectFrom('staff.accounts as a')
    .select((row) => [
      'a.id',
      'a.name',
      'a.login',
      STATE.as('state'),
      row
        .selectFrom('agencies.public_post_grants as g')
        .innerJoin('agencies.public_units as u', 'u.id', 'g.unit_id')
        .select(sql<string[]>`coalesce(json_agg(g.title || ' · ' || u.name order by g.title), '[]')`.as('posts'))
        .whereRef('g.staff_id', '=', 'a.id')
        .where(current)
        .where(mine)
        .$asScalar()
        .as('posts'),
    ])
    .where((row) =>
      row.or([
        row.exists(
          row
            .selectFrom('agencies.public_post_grants as g')
            .select('g.staff_id')
            .whereRef('g.staff_id', '=', 'a.id')
            .where(current)
            .where(mine),
        ),
        row.and([
          row.not(
            row.exists(
              row
                .selectFrom('agencies.public_post_grants as g')
                .select('g.staff_id')
                .whereRef('g.staff_id', '=', 'a.id')
                .where(current),
            ),
          ),
          row.exists(
            row
              .selectFrom('agencies.public_units as u')
              .select('u.id')
              .whereRef('u.agency_id', '=', 'a.agency_id')
              .where('u.parent_id', 'is', null)
              .where(withinReach(ctx.access, ctx.actor, 'staff.manage', 'u.id')),
          ),
        ]),
      ]),
    )
    .orderBy('a.name')
    .orderBy('a.id')
    .limit(limit + 1);
  const words = plain(filter.words ?? '');
  if (words) {
    const part = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<SqlBool>`(${PLAIN('a.name')} like ${part} or ${PLAIN('a.login')} like ${part})`);
  }
  if (filter.state) query = query.where(STATE, '=', filter.state);
  if (isId(filter.after)) {
    query = query.where(
      sql<SqlBool>`(a.name, a.id) > (select p.name, p.id from staff.accounts p where p.id = ${filter.after})`,
    );
  }
  const rows = (await query.execute()).map((row) => ({ ...row }));
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.id : undefined };
}

function plain(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/** Who stands in for the holder of a post. */
export interface NamedSubstitute {
  readonly id: string;
  readonly postId: string;
  readonly name: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

export interface ManagedAccount extends Managed {
  readonly state: AccountState;
  /** Posts in the actor's units. */
  readonly assignments: readonly Assignment[];
  /** Posts that this actor does not see. */
  readonly elsewhere: number;
  readonly substitutes: readonly NamedSubstitute[];
  readonly factors: Factors;
  readonly openSessions: number;
  readonly activity: readonly Activity[];
  /** Where the actor may give posts. */
  readonly units: readonly UnitName[];
}

/** One account as who manages it sees it. Outside the actor's units it does not exist. */
export async function getManagedAccount(ctx: Ctx, accountId: string): Promise<ManagedAccount> {
  const managed = await getManaged(ctx, accountId);
  const { account } = managed;
  const today = ctx.clock.today();
  const all = await assignmentsOf(ctx.db, accountId, today);
  const assignments = all.filter(({ unitId }) => can(ctx.access, ctx.actor, 'staff.manage', unitId));
  const held = assignments.filter(({ substitution }) => !substitution).map(({ postId }) => postId);
  const found = await substitutesOf(ctx.db, held, today);
  const names = await listStaffNames(
    ctx.db,
    found.map(({ staffId }) => staffId),
  );
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return {
    ...managed,
    state: account.disabledAt ? 'disabled' : account.hash || account.persona ? 'active' : 'invited',
    assignments,
    elsewhere: all.length - assignments.length,
    substitutes: found.map(({ id, postId, staffId, from, until }) => ({
      id,
      postId,
      name: nameOf.get(staffId) ?? '',
      from,
      until,
    })),
    factors: await getFactors(ctx, accountId),
    openSessions: (await listSessions(ctx, accountId)).length,
    activity: await activityOf(ctx, accountId),
    units: await unitsInReach(ctx, 'agencies.fill_posts'),
  };
}
