import type { Ctx } from '#platform/context.ts';
import { withinReach } from '#platform/permissions/permissions.ts';

export interface UnitName {
  readonly id: string;
  readonly agencyId: string;
  readonly slug: string;
  readonly name: string;
}

/** The open units in which the actor may do the action, by name. */
export function unitsInReach(ctx: Ctx, action: string): Promise<UnitName[]> {
  return ctx.db.k
    .selectFrom('agencies.units as u')
    .select(['u.id', 'u.agency_id as agencyId', 'u.slug', 'u.name'])
    .where('u.closed_at', 'is', null)
    .where(withinReach(ctx.access, ctx.actor, action, 'u.id'))
    .orderBy('u.name')
    .orderBy('u.id')
    .execute();
}

/** The units at the top of an agency's tree: where an account without a post belongs. */
export async function rootUnitsOf(ctx: Ctx, agencyId: string): Promise<string[]> {
  const rows = await ctx.db.k
    .selectFrom('agencies.units')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('parent_id', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}
