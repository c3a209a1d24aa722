import { setTimeout as pause } from 'node:timers/promises';
import type { Ctx } from '#platform/context.ts';
import { tryTransactionLock } from '#platform/db/lock.ts';
import { stepOf } from '../domain/alarm-course.ts';
import { alarmName, alarmsOf, OF_AGENCY, type Alarm } from '../domain/alarms.ts';
import { agencyFigures, sharedFigures } from '../queries/alarm-figures.ts';
import {
  calmAlarm,
  endAlarm,
  forgetAlarms,
  insertAlarm,
  keepAlarm,
  noteTold,
  openAlarms,
  takeUntold,
  type KeptAlarm,
} from '../store/alarms.ts';
import { notifyingAgencies } from '../store/inbound.ts';

const PAUSE_MS = 10_000;

/** Tells people of an alarm. Resolves false when it could not: then it is tried again. */
export type Teller = (alarm: KeptAlarm) => Promise<boolean>;

/**
 * Looks once at what may be wrong, keeps what began and ended, and tells of it. What is kept is in the database, so that of
 * several nodes one tells; a node that dies between mail and note leaves a mail more, never one less.
 */
export async function watchAlarms(ctx: Ctx, tell: Teller): Promise<void> {
  const untold = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    return (await tryTransactionLock(db, 'notifications:alarms')) ? follow(tx) : [];
  });
  for (const alarm of untold) {
    ctx.log.warn({ alarm: alarm.name, ended: alarm.endedAt !== null }, 'an alarm of the notices');
    if (await tell(alarm)) await noteTold(ctx, alarm);
  }
}

/** Everything that is wrong now, by agency (null: the installation) and name. */
async function lookAround(tx: Ctx): Promise<Map<string, { agencyId: string | null; name: string; alarm: Alarm }>> {
  const shared = await sharedFigures(tx);
  const found = new Map<string, { agencyId: string | null; name: string; alarm: Alarm }>();
  for (const agency of await notifyingAgencies(tx.db)) {
    for (const alarm of alarmsOf({ ...shared, ...(await agencyFigures(tx, agency)) })) {
      const agencyId = OF_AGENCY.includes(alarm.kind) ? agency : null;
      const name = alarmName(alarm);
      found.set(keyOf(agencyId, name), { agencyId, name, alarm });
    }
  }
  return found;
}

const keyOf = (agencyId: string | null, name: string): string => `${agencyId ?? ''} ${name}`;

/** Returns the alarms whose begin or end this node is to tell. */
async function follow(tx: Ctx): Promise<KeptAlarm[]> {
  const now = tx.clock.now();
  const found = await lookAround(tx);
  const ripe: string[] = [];
  for (const open of await openAlarms(tx)) {
    const present = found.get(keyOf(open.agencyId, open.name));
    found.delete(keyOf(open.agencyId, open.name));
    const step = stepOf(open, present !== undefined, now);
    // Of money the mail goes out with the claim that spends it (budget-alert.ts).
    const silent = open.facts.kind === 'budget';
    if (step.kind === 'on') {
      if (present) await keepAlarm(tx, open.id, present.alarm);
      if (step.tell && !silent) ripe.push(open.id);
    } else if (step.kind === 'calm') await calmAlarm(tx, open.id, step.calmSince);
    else await endAlarm(tx, open.id, step.endedAt, step.tell && !silent);
  }
  for (const { agencyId, name, alarm } of found.values()) await insertAlarm(tx, agencyId, name, alarm);
  await forgetAlarms(tx);
  return takeUntold(tx, ripe);
}

/** Keeps watching until stopped. Runs on every worker node; one looks at a time. */
export function startAlarmWatch(ctx: Ctx, tell: Teller): () => Promise<void> {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      await watchAlarms(ctx, tell).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'nobody watches the notices for a moment');
      });
      await pause(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = work();
  return async () => {
    stopping.abort();
    await running;
  };
}
