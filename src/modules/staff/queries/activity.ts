import { lastAudits } from '#platform/audit/read.ts';
import type { Ctx } from '#platform/context.ts';
import { isId } from '#platform/ids.ts';
import { listStaffNames } from './names.ts';

export interface Activity {
  readonly id: string;
  readonly at: Temporal.Instant;
  /** As the audit has it, e.g. `staff.log-in-failed`. */
  readonly action: string;
  /** Somebody else who did it; undefined for the holder of the account and for whoever was not signed in. */
  readonly by: string | undefined;
}

const SHOWN = 15;

/** What happened to an account last: log-ins, wrong tries, factors, posts. For its holder and for who manages it. */
export async function activityOf(ctx: Ctx, accountId: string): Promise<Activity[]> {
  const rows = await lastAudits(ctx, { type: 'staff', id: accountId }, ['staff', 'agencies'], SHOWN);
  const others = rows.map(({ actor }) => actor.replace(/^staff:/, '')).filter((id) => isId(id) && id !== accountId);
  const names = new Map((await listStaffNames(ctx.db, others)).map(({ id, name }) => [`staff:${id}`, name]));
  return rows.map(({ id, at, action, actor }) => ({
    id,
    at,
    action,
    by: actor.startsWith('system:') ? 'Ventanilla' : names.get(actor),
  }));
}
