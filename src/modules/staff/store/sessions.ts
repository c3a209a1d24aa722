import { createHash, randomBytes } from 'node:crypto';
import type { Ctx, Services } from '#platform/context.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import type { SessionInfo } from '#platform/http/routes.ts';

/** A session ends after half an hour without a request, and after a working day in any case (ASVS 7.3). */
const IDLE_MINUTES = 30;
const LIFETIME_HOURS = 12;
/** `seen_at` is written at most this often: a write per request would be waste. */
const TOUCH_SECONDS = 60;

export function hashSessionId(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Begins a session and returns the value of its cookie. `secondFactor`: one was shown already. */
export async function insertSession(
  tx: Ctx,
  account: { id: string; agencyId: string },
  secondFactor: boolean,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const now = tx.clock.now();
  await tx.db.k
    .insertInto('staff.sessions')
    .values({
      id_hash: hashSessionId(id),
      agency_id: account.agencyId,
      account_id: account.id,
      started_at: now,
      seen_at: now,
      second_factor_at: secondFactor ? now : null,
    })
    .execute();
  return id;
}

interface SessionRow {
  accountId: string;
  agencyId: string;
  name: string;
  seenAt: Temporal.Instant;
  secondFactorAt: Temporal.Instant | null;
  grants: { role: string; unitId: string; post: string; unit: string }[] | null;
}

/**
 * Who a session belongs to, in one query: a revoked one, a disabled account or an ended term is nobody at the very next
 * request, on every node. A `passive` request (a screen that refreshes itself) does not keep it awake. Roles come from the posts that the person holds or stands in for today.
 */
export async function findSession(
  services: Services,
  cookieValue: string,
  passive = false,
): Promise<{ actor: StaffActor; session: SessionInfo; pending: boolean } | undefined> {
  const now = services.clock.now();
  const idHash = hashSessionId(cookieValue);
  const [row] = await services.db.named<SessionRow>(
    'staff_session',
    `select a.id as "accountId", a.agency_id as "agencyId", a.name, s.seen_at as "seenAt", s.second_factor_at as "secondFactorAt",
       (select json_agg(json_build_object('role', role, 'unitId', g.unit_id, 'post', g.title, 'unit', u.name))
        from agencies.public_post_grants g join agencies.public_units u on u.id = g.unit_id, unnest(g.roles) as role
        where g.staff_id = a.id and (g.from_day is null or $4::date between g.from_day and g.until_day)) as grants
     from staff.sessions s join staff.accounts a on a.id = s.account_id
     where s.id_hash = $1 and s.revoked_at is null and a.disabled_at is null and s.started_at > $2 and s.seen_at > $3`,
    [idHash, now.subtract({ hours: LIFETIME_HOURS }), now.subtract({ minutes: IDLE_MINUTES }), services.clock.today()],
  );
  if (!row) return undefined;
  if (!passive && row.seenAt.until(now).total('seconds') > TOUCH_SECONDS) {
    await services.db.named('staff_seen', 'update staff.sessions set seen_at = $2 where id_hash = $1', [idHash, now]);
  }
  const grants = row.grants ?? [];
  return {
    actor: {
      kind: 'staff',
      staffId: row.accountId,
      agencyId: row.agencyId,
      name: row.name,
      grants: grants.map(({ role, unitId }) => ({ role, unitId })),
      steppedUpAt: row.secondFactorAt ?? undefined,
    },
    session: { id: idHash, staffName: row.name, postName: grants[0]?.post ?? '', unitName: grants[0]?.unit ?? '' },
    pending: row.secondFactorAt === null,
  };
}

export async function endSession(ctx: Ctx, idHash: string): Promise<void> {
  await ctx.db.k
    .updateTable('staff.sessions')
    .set({ revoked_at: ctx.clock.now() })
    .where('id_hash', '=', idHash)
    .execute();
}

/** The second factor was shown: the session may act, and may sign for some minutes. */
export async function markSecondFactor(ctx: Ctx, idHash: string): Promise<void> {
  await ctx.db.k
    .updateTable('staff.sessions')
    .set({ second_factor_at: ctx.clock.now() })
    .where('id_hash', '=', idHash)
    .execute();
}
