import type { Ctx } from '../context.ts';
import type { Db } from '../db/db.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { tryTransactionLock } from '../db/lock.ts';
import { reasonOf } from '../telemetry/describe-error.ts';
import { dueParked, postpone, unpark } from './store.ts';
import type { Subscriber } from './subscriber.ts';

const LONGEST_PAUSE_SECONDS = 3600;

/** How many events wait because a subscriber could not take them. */
export async function countParked(db: Db): Promise<number> {
  const [row] = await db.named<{ count: number }>(
    'outbox_parked_count',
    'select count(*)::int as count from platform.outbox_parked',
    [],
  );
  return row?.count ?? 0;
}

/** Tries parked events again, with growing pauses up to an hour. Never gives up: an operator sees them in `doctor`. */
export async function retryParked(ctx: Ctx, subscriber: Subscriber): Promise<void> {
  for (const event of await dueParked(ctx.db, subscriber.name, ctx.clock.now())) {
    try {
      await ctx.db.transaction(async (db) => {
        if (!(await tryTransactionLock(db, `outbox:${subscriber.name}`))) return;
        await subscriber.handle({ ...ctx, db }, [event]);
        await unpark(db, subscriber.name, event.id);
      });
    } catch (error) {
      if (isUnavailable(error)) throw error;
      const reason = reasonOf(error);
      const pause = Math.min(5 * 2 ** event.attempts, LONGEST_PAUSE_SECONDS);
      const until = ctx.clock.now().add({ seconds: pause });
      await postpone(ctx.db, subscriber.name, event.id, until, reason);
      ctx.log.error({ err: error, subscriber: subscriber.name, attempts: event.attempts + 1 }, 'a parked event failed');
    }
  }
}
