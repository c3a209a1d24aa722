import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { OpenAlarm } from '../domain/alarm-course.ts';
import type { Alarm } from '../domain/alarms.ts';

/** An alarm that somebody saw. `agencyId` null: of the whole installation. */
export interface KeptAlarm extends OpenAlarm {
  readonly id: string;
  readonly agencyId: string | null;
  readonly name: string;
  readonly facts: Alarm;
  readonly endedAt: Temporal.Instant | null;
}

const COLUMNS = `id, agency_id as "agencyId", name, facts, since, calm_since as "calmSince", ended_at as "endedAt",
  begun_told_at as "begunToldAt"`;

/** Alarms that go on. */
export function openAlarms(ctx: Pick<Ctx, 'db'>): Promise<KeptAlarm[]> {
  return ctx.db.named(
    'alarms_open',
    `select ${COLUMNS} from notifications.alarms where ended_at is null order by since`,
    [],
  );
}

export async function insertAlarm(tx: Ctx, agencyId: string | null, name: string, facts: Alarm): Promise<void> {
  await tx.db.named(
    'alarm_insert',
    `insert into notifications.alarms (id, agency_id, name, facts, since) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [newId(), agencyId, name, JSON.stringify(facts), tx.clock.now()],
  );
}

/** It is still there, with these figures. */
export async function keepAlarm(tx: Ctx, id: string, facts: Alarm): Promise<void> {
  await tx.db.named('alarm_keep', 'update notifications.alarms set facts = $2, calm_since = null where id = $1', [
    id,
    JSON.stringify(facts),
  ]);
}

export async function calmAlarm(tx: Ctx, id: string, since: Temporal.Instant): Promise<void> {
  await tx.db.named('alarm_calm', 'update notifications.alarms set calm_since = $2 where id = $1', [id, since]);
}

/** It ended; where nobody is to be told of it (any more), it is as if they had been. */
export async function endAlarm(tx: Ctx, id: string, at: Temporal.Instant, tell: boolean): Promise<void> {
  await tx.db.named(
    'alarm_end',
    'update notifications.alarms set ended_at = $2, ended_told_at = case when $3 then null else $4::timestamptz end where id = $1',
    [id, at, tell, tx.clock.now()],
  );
}

/** How long a node may take to write a mail before another one does. */
const TELLING_SECONDS = 60;

/**
 * Takes the alarms whose begin or end is to be told, so that no other node tells it as well. `ripe`: ids of those that go on
 * and have lasted long enough.
 */
export function takeUntold(tx: Ctx, ripe: readonly string[]): Promise<KeptAlarm[]> {
  const now = tx.clock.now();
  return tx.db.named(
    'alarms_take',
    `update notifications.alarms set telling_until = $2
     where (telling_until is null or telling_until < $1)
       and (ended_at is null and begun_told_at is null and id = any($3) or ended_at is not null and ended_told_at is null)
     returning ${COLUMNS}`,
    [now, now.add({ seconds: TELLING_SECONDS }), [...ripe]],
  );
}

/** Somebody was told how it stands: its begin, or with its end everything. */
export async function noteTold(ctx: Ctx, { id, endedAt }: KeptAlarm): Promise<void> {
  await ctx.db.named(
    'alarm_told',
    `update notifications.alarms set telling_until = null, begun_told_at = coalesce(begun_told_at, $2),
       ended_told_at = case when $3 then $2 end where id = $1`,
    [id, ctx.clock.now(), endedAt !== null],
  );
}

/** Old ones leave. */
export async function forgetAlarms(tx: Ctx): Promise<void> {
  await tx.db.named('alarms_forget', 'delete from notifications.alarms where ended_at < $1', [
    tx.clock.now().subtract({ hours: 24 * 400 }),
  ]);
}
