import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import type { Tables } from '#platform/db/tables/index.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { Channel, Doubt } from '#modules/people/index.ts';
import type { Status } from '../domain/statuses.ts';
import type { Settlement } from '../domain/unreached.ts';

/** A contact that does not reach the person of an open procedure. */
export interface UnreachedEntry {
  readonly procedureId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly folio: string;
  readonly service: string;
  readonly status: Status;
  readonly personId: string;
  readonly contactId: string;
  readonly channel: Channel;
  readonly because: Doubt;
  readonly since: Temporal.Instant;
  /** When its owner was asked by message and did not answer yet. */
  readonly askedAt: Temporal.Instant | null;
  /** Another contact of the person is in order. */
  readonly otherWay: boolean;
}

type Open = SelectQueryBuilder<
  Tables & { p: Tables['registry.procedures']; u: Tables['people.public_unreached'] },
  'p' | 'u',
  object
>;

/** Entries that nobody has settled, of all offices: callers narrow them to what the actor may see. */
export function openUnreached(ctx: Ctx): Open {
  return ctx.db.k
    .selectFrom('registry.procedures as p')
    .innerJoin('people.public_unreached as u', (join) =>
      join.onRef('u.person_id', '=', 'p.person_id').onRef('u.agency_id', '=', 'p.agency_id'),
    )
    .where('p.status', 'not in', ['delivered', 'withdrawn'])
    .where(unsettled()) as Open;
}

/** Told in person counts for as long as there is nothing newer to tell; the other two settle the contact. */
function unsettled(): RawBuilder<SqlBool> {
  return sql<SqlBool>`not exists (select from registry.unreached_settlements s
    where s.contact_id = u.contact_id and s.settled_at >= u.since and (s.how <> 'told' or s.procedure_id = p.id
      and s.settled_at >= (select max(t.at) from registry.timeline t where t.procedure_id = p.id)))`;
}

export const ENTRY_COLUMNS = [
  'p.id as procedureId',
  'p.agency_id as agencyId',
  'p.unit_id as unitId',
  'p.folio',
  'p.service',
  'p.status',
  'p.person_id as personId',
  'u.contact_id as contactId',
  'u.channel',
  'u.because',
  'u.since',
  'u.asked_at as askedAt',
  'u.other_way as otherWay',
] as const;

/** What is open about one procedure. */
export async function unreachedOf(ctx: Ctx, procedureId: string): Promise<UnreachedEntry[]> {
  const rows = await openUnreached(ctx)
    .where('p.id', '=', procedureId)
    .select([...ENTRY_COLUMNS])
    .orderBy('u.since')
    .execute();
  return rows as UnreachedEntry[];
}

export async function insertSettlements(
  tx: Ctx,
  entries: readonly UnreachedEntry[],
  how: Settlement,
  note: string,
): Promise<void> {
  await tx.db.k
    .insertInto('registry.unreached_settlements')
    .values(
      entries.map(({ agencyId, unitId, procedureId, contactId, channel, because, since }) => ({
        id: newId(),
        agency_id: agencyId,
        unit_id: unitId,
        procedure_id: procedureId,
        contact_id: contactId,
        channel,
        because,
        since,
        how,
        note,
        settled_by: actorLabel(tx.actor),
        settled_at: tx.clock.now(),
      })),
    )
    .execute();
}
