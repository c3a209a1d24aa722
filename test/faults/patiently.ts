import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '#platform/context.ts';
import { isUnavailable } from '#platform/db/unavailable.ts';

const PATIENCE_MS = 120_000;

/** Asks the database; the last fault may still be under way when the counting begins. */
export async function patiently<Row extends object>(ctx: Ctx, query: string, values: unknown[] = []): Promise<Row[]> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ctx.db.sql<Row>(query, values);
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > end) throw error;
      await sleep(200);
    }
  }
}
