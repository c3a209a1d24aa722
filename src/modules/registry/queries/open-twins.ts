import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere, reachParameter, withinUnits } from '#platform/permissions/permissions.ts';
import { findAllIds } from '#modules/people/index.ts';
import type { Status } from '../domain/statuses.ts';

/** More than a person compares at a counter. */
const MOST = 5;

export interface OpenTwin {
  readonly id: string;
  readonly folio: string;
  readonly status: Status;
  readonly propertyLocation: string;
  readonly enteredAt: Temporal.Instant;
}

/**
 * Procedures of the same type that are still open for the same property, the newest first, at most 5: the same
 * electronic folio, or the same location but for accents, capitals, blanks and punctuation. Of the actor's units alone.
 */
export async function findOpenTwins(
  ctx: Ctx,
  like: { agencyId: string; service: string; propertyFolio?: string | undefined; propertyLocation: string },
): Promise<OpenTwin[]> {
  authorizeSomewhere(ctx, 'registry.read');
  return ctx.db.named(
    'registry_open_twins',
    `select p.id, p.folio, p.status, p.property_location as "propertyLocation", p.entered_at as "enteredAt"
     from registry.procedures p
     where p.agency_id = $1 and p.service = $2 and p.status in ('entered', 'in_analysis', 'suspended')
       and (registry.property_key(p.property_folio) = nullif(registry.property_key($3), '')
         or registry.property_key(p.property_location) = nullif(registry.property_key($4), ''))
       and ${withinUnits('$5', 'p.unit_id')}
     order by p.entered_at desc, p.id desc limit ${MOST}`,
    [
      like.agencyId,
      like.service,
      like.propertyFolio ?? null,
      like.propertyLocation,
      reachParameter(ctx, 'registry.read'),
    ],
  );
}

/**
 * The newest procedure of each of these people within the actor's units, also of a record that became part of theirs: what a
 * clerk may recognise them by.
 */
export async function latestOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { folio: string; enteredAt: Temporal.Instant }>> {
  authorizeSomewhere(ctx, 'registry.read');
  const known = await Promise.all(
    personIds.map(async (asked) => (await findAllIds(ctx, asked)).map((id) => ({ id, asked }))),
  );
  const rows = await ctx.db.named<{ personId: string; folio: string; enteredAt: Temporal.Instant }>(
    'registry_latest_of_people',
    `select distinct on (known.asked) known.asked as "personId", p.folio, p.entered_at as "enteredAt"
     from unnest($1::uuid[], $3::uuid[]) as known (id, asked) join registry.procedures p on p.person_id = known.id
     where ${withinUnits('$2', 'p.unit_id')}
     order by known.asked, p.entered_at desc, p.id desc`,
    [known.flat().map(({ id }) => id), reachParameter(ctx, 'registry.read'), known.flat().map(({ asked }) => asked)],
  );
  return new Map(rows.map(({ personId, folio, enteredAt }) => [personId, { folio, enteredAt }]));
}
