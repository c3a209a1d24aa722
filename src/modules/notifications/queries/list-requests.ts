import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { NotificationFilter, NotificationList } from '../api/schemas.ts';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import { requestSummary, SUMMARY_COLUMNS, type SummaryRow } from './own-request.ts';

/** Rows that one call may look through: a filter that few rows pass must not read a year for one page. */
const MOST_READ = 20_000;
const LAST_ID = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

interface Edge {
  readonly read: number;
  readonly edge: string | null;
}

/** One row comes back even where nothing was found: it tells how far was looked. */
type Found = Edge & (SummaryRow | { readonly id: null });

/**
 * What a system asked for with keys of this kind, the newest first, page by page. The cursor is the id of the last message
 * looked at, so pages never repeat or leave out a message however many arrive meanwhile. With a filter a page may be
 * shorter than `limit`, even empty: go on while there is a `next`.
 */
export async function listRequests(ctx: Ctx, filter: NotificationFilter): Promise<NotificationList> {
  authorizeSomewhere(ctx, KEY_SCOPES.send);
  const { actor } = ctx;
  if (actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  const { status, channel, template, reference, limit } = filter;
  const filtered = [status, channel, template, reference].some((one) => one !== undefined);
  const most = filtered ? MOST_READ : limit;
  const rows = await ctx.db.named<Found>(
    'request_list',
    `with looked as materialized (
       select * from notifications.messages where agency_id = $1 and system = $2 and mode = $3 and id < $4 and id >= $5
       order by id desc limit $6),
     found as (
       select * from looked where ($7::text is null or status = $7) and ($8::text is null or channel = $8)
         and ($9::text is null or template = $9) and ($10::text is null or reference = $10)
       order by id desc limit $11)
     select ${SUMMARY_COLUMNS}, all_looked.read, all_looked.edge
     from (select count(*)::int as read, (array_agg(id order by id))[1] as edge from looked) all_looked
     left join found m on true order by m.id desc`,
    [
      actor.agencyId,
      actor.name,
      actor.mode ?? 'test',
      filter.cursor ?? (filter.until === undefined ? LAST_ID : firstIdOf(filter.until)),
      filter.since === undefined ? firstIdOf('1970-01-01T00:00:00Z') : firstIdOf(filter.since),
      most,
      status ?? null,
      channel ?? null,
      template ?? null,
      reference ?? null,
      limit,
    ],
  );
  const found = rows.filter((row): row is Extract<Found, SummaryRow> => row.id !== null);
  const [first] = rows;
  const more = found.length === limit ? found.at(-1)?.id : first?.read === most ? first.edge : undefined;
  return { notifications: found.map((row) => requestSummary(actor, row)), next: more ?? null };
}

/** The least id (uuid v7) that can be of this moment: ids rise with the time of asking. */
function firstIdOf(moment: string): string {
  const time = Temporal.Instant.from(moment).epochMilliseconds.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
