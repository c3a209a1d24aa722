import { createHash, randomBytes } from 'node:crypto';
import type { Ctx, Services } from '#platform/context.ts';
import { ownTopic } from '#platform/live/topics.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import type { OwnAgency, SessionInfo } from '#platform/http/routes.ts';

/** A session ends after half an hour without a request, and after a working day in any case (ASVS 7.3). */
const IDLE_MINUTES = 30;
const LIFETIME_HOURS = 12;
/** `seen_at` is written at most this often: a write per request would be waste. */
const TOUCH_SECONDS = 60;

function hashOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('hex');
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export interface NewSession {
  /** A second factor was shown already. */
  readonly secondFactor: boolean;
  /** What the person recognises it by in the list (`domain/device.ts`). */
  readonly device: string;
}

/** Begins a session and returns the value of its cookie. */
export async function insertSession(
  tx: Ctx,
  account: { id: string; agencyId: string },
  { secondFactor, device }: NewSession,
): Promise<string> {
  const cookie = newSecret();
  const now = tx.clock.now();
  await tx.db.k
    .insertInto('staff.sessions')
    .values({
      id: newId(),
      id_hash: hashOf(cookie),
      agency_id: account.agencyId,
      account_id: account.id,
      started_at: now,
      seen_at: now,
      second_factor_at: secondFactor ? now : null,
      device,
    })
    .execute();
  return cookie;
}

/**
 * The second factor was shown: the session may act, and may sign for some minutes. It gets a new secret, so that one that
 * was seen before is worth nothing after (ASVS 7.2.4). Undefined if the session ended meanwhile or is another's.
 */
export async function renewSession(tx: Ctx, accountId: string, sessionId: string): Promise<string | undefined> {
  const cookie = newSecret();
  const renewed = await tx.db.k
    .updateTable('staff.sessions')
    .set({ id_hash: hashOf(cookie), second_factor_at: tx.clock.now() })
    .where('id', '=', sessionId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n ? cookie : undefined;
}

interface SessionRow {
  id: string;
  accountId: string;
  /** In which the session works, if the person has a post there. */
  agencyId: string;
  name: string;
  seenAt: Temporal.Instant;
  secondFactorAt: Temporal.Instant | null;
  grants: PostedGrant[] | null;
}

interface PostedGrant {
  role: string;
  unitId: string;
  post: string;
  unit: string;
  agencyId: string;
  agency: string;
}

/**
 * Who a session belongs to, in one query: a revoked one, a disabled account or an ended term is nobody at the very next
 * request, on every node. A `passive` request (a screen that refreshes itself) does not keep it awake. Roles come from the
 * posts that the person holds or stands in for today in the agency that the session works in: a post in one agency gives
 * nothing in another. Before the second factor there are none.
 */
export async function findSession(
  services: Services,
  cookieValue: string,
  passive = false,
): Promise<{ actor: StaffActor; session: SessionInfo; pending: boolean } | undefined> {
  const now = services.clock.now();
  const idHash = hashOf(cookieValue);
  const [row] = await services.db.named<SessionRow>(
    'staff_session',
    `select s.id, a.id as "accountId", s.agency_id as "agencyId", a.name, s.seen_at as "seenAt",
       s.second_factor_at as "secondFactorAt",
       (select json_agg(json_build_object('role', role, 'unitId', g.unit_id, 'post', g.title, 'unit', u.name,
            'agencyId', u.agency_id, 'agency', o.short_name) order by o.short_name, g.title, role)
        from agencies.public_post_grants g join agencies.public_units u on u.id = g.unit_id
          join agencies.public_agencies o on o.agency_id = u.agency_id, unnest(g.roles) as role
        where g.staff_id = a.id and (g.from_day is null or $4::date between g.from_day and g.until_day)) as grants
     from staff.sessions s join staff.accounts a on a.id = s.account_id
     where s.id_hash = $1 and s.revoked_at is null and a.disabled_at is null and s.started_at > $2 and s.seen_at > $3`,
    [idHash, ...oldestOf(now), services.clock.today()],
  );
  if (!row) return undefined;
  if (!passive && row.seenAt.until(now).total('seconds') > TOUCH_SECONDS) {
    await services.db.named('staff_seen', 'update staff.sessions set seen_at = $2 where id_hash = $1', [idHash, now]);
  }
  const posted = row.grants ?? [];
  const agencyId = posted.some((grant) => grant.agencyId === row.agencyId)
    ? row.agencyId
    : (posted[0]?.agencyId ?? row.agencyId);
  const grants = posted.filter((grant) => grant.agencyId === agencyId);
  const pending = row.secondFactorAt === null;
  return {
    actor: {
      kind: 'staff',
      staffId: row.accountId,
      agencyId,
      name: row.name,
      grants: pending ? [] : grants.map(({ role, unitId }) => ({ role, unitId })),
      steppedUpAt: row.secondFactorAt ?? undefined,
    },
    session: {
      id: row.id,
      staffName: row.name,
      postName: grants[0]?.post ?? '',
      unitName: grants[0]?.unit ?? '',
      agencyId,
      agencies: pending ? [] : agenciesOf(posted),
    },
    pending,
  };
}

function agenciesOf(posted: readonly PostedGrant[]): OwnAgency[] {
  const grants = Map.groupBy(posted, ({ agencyId }) => agencyId);
  return [...grants].map(([id, given]) => ({
    id,
    name: given[0]?.agency ?? '',
    grants: given.map(({ role, unitId }) => ({ role, unitId })),
  }));
}

/** From now on an open session works in this agency. False: it ended, or is another's. */
export async function moveSession(
  tx: Ctx,
  { staffId, sessionId, agencyId }: { staffId: string; sessionId: string; agencyId: string },
): Promise<boolean> {
  const moved = await tx.db.k
    .updateTable('staff.sessions')
    .set({ agency_id: agencyId })
    .where('id', '=', sessionId)
    .where('account_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** Started and seen after these a session is open. */
function oldestOf(now: Temporal.Instant): [started: Temporal.Instant, seen: Temporal.Instant] {
  return [now.subtract({ hours: LIFETIME_HOURS }), now.subtract({ minutes: IDLE_MINUTES })];
}

export interface OpenSession {
  readonly id: string;
  readonly device: string;
  readonly startedAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
}

/** The open sessions of an account, the one seen last first. */
export function listSessions(ctx: Ctx, accountId: string): Promise<OpenSession[]> {
  const [started, seen] = oldestOf(ctx.clock.now());
  return ctx.db.k
    .selectFrom('staff.sessions')
    .select(['id', 'device', 'started_at as startedAt', 'seen_at as seenAt'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('started_at', '>', started)
    .where('seen_at', '>', seen)
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Erases those that began before this instant. Returns how many. */
export async function forgetSessions(ctx: Ctx, before: Temporal.Instant): Promise<number> {
  const gone = await ctx.db.k.deleteFrom('staff.sessions').where('started_at', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/**
 * Ends the sessions of an account: all, only one, or all but one. Returns how many were open. Screens that are open
 * somewhere look again at once, and find that they are out.
 */
export async function endSessions(
  tx: Ctx,
  accountId: string,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<number> {
  let ending = tx.db.k
    .updateTable('staff.sessions')
    .set({ revoked_at: tx.clock.now() })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if (which.only) ending = ending.where('id', '=', which.only);
  if (which.except) ending = ending.where('id', '!=', which.except);
  const ended = Number((await ending.executeTakeFirst()).numUpdatedRows);
  if (ended > 0) await tx.live.publish(tx.db, [ownTopic(accountId)]);
  return ended;
}
