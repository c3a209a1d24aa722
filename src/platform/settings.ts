import type { Ctx } from './context.ts';

/** True if this installation carries the mark, e.g. that something was done once. */
export async function hasMark(ctx: Ctx, key: string): Promise<boolean> {
  const rows = await ctx.db.sql('select 1 from platform.settings where key = $1', [key]);
  return rows.length > 0;
}

/** Notes for ever that something was done. */
export async function setMark(ctx: Ctx, key: string): Promise<void> {
  await ctx.db.sql(`insert into platform.settings (key, value, changed_at, changed_by) values ($1, 'true', $2, $3)`, [
    key,
    ctx.clock.now(),
    ctx.actor.kind,
  ]);
}
