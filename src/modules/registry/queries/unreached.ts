import { sql, type SqlBool } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { isId } from '#platform/ids.ts';
import { accessRefusals, authorizeSomewhere, can, withinReach } from '#platform/permissions/permissions.ts';
import { nameContacts, type Channel, type Doubt, type NamedContact } from '#modules/people/index.ts';
import type { Settlement } from '../domain/unreached.ts';
import { ENTRY_COLUMNS, openUnreached, unreachedOf, type UnreachedEntry } from '../store/unreached.ts';
import { COUNT_CAP } from './work-queue.ts';

export interface UnreachedFilter {
  readonly unitId?: string;
  readonly channel?: Channel;
  readonly because?: Doubt;
  /** Only people whom nothing else reaches. */
  readonly alone?: boolean;
  /** Key of the last row of the page before, as `next` gave it. */
  readonly after?: string;
}

export type NamedEntry = UnreachedEntry & NamedContact;

const PAGE_SIZE = 50;
const ACTION = 'registry.reach';

const NOBODY: NamedContact = { name: '', channel: 'sms', address: '' };

async function named<Row extends { readonly contactId: string }>(
  ctx: Ctx,
  rows: readonly Row[],
): Promise<(Row & NamedContact)[]> {
  const contacts = await nameContacts(
    ctx,
    rows.map(({ contactId }) => contactId),
  );
  return rows.map((row) => ({ ...row, ...(contacts.get(row.contactId) ?? NOBODY) }));
}

function filtered(ctx: Ctx, filter: UnreachedFilter) {
  let query = openUnreached(ctx).where(withinReach(ctx.access, ctx.actor, ACTION, 'p.unit_id'));
  if (filter.unitId) query = query.where('p.unit_id', '=', filter.unitId);
  if (filter.channel) query = query.where('u.channel', '=', filter.channel);
  if (filter.because) query = query.where('u.because', '=', filter.because);
  if (filter.alone) query = query.where('u.other_way', '=', false);
  return query;
}

/** Criterion 13: people of the actor's offices with an open procedure and a contact that ended, who waits longest first. */
export async function listUnreached(
  ctx: Ctx,
  filter: UnreachedFilter,
): Promise<{ rows: NamedEntry[]; next: string | undefined }> {
  authorizeSomewhere(ctx, ACTION);
  let query = filtered(ctx, filter)
    .select([...ENTRY_COLUMNS])
    .orderBy('u.since')
    .orderBy('u.contact_id')
    .orderBy('p.id')
    .limit(PAGE_SIZE + 1);
  const [since, contactId, procedureId] = (filter.after ?? '').split('_');
  if (since && isId(contactId) && isId(procedureId))
    query = query.where(
      sql<SqlBool>`(u.since, u.contact_id, p.id) > (${since}::timestamptz, ${contactId}, ${procedureId})`,
    );
  const rows = (await query.execute()) as UnreachedEntry[];
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
  return {
    rows: await named(ctx, rows.slice(0, PAGE_SIZE)),
    next: last && `${last.since.toString()}_${last.contactId}_${last.procedureId}`,
  };
}

/** How many there are with these filters, at most COUNT_CAP + 1. */
export async function countUnreached(ctx: Ctx, filter: UnreachedFilter): Promise<number> {
  authorizeSomewhere(ctx, ACTION);
  const some = filtered(ctx, filter)
    .select('p.id')
    .limit(COUNT_CAP + 1);
  const row = await ctx.db.k
    .selectFrom(some.as('some'))
    .select((builder) => builder.fn.countAll<string>().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** What is open about one procedure; none once it was settled. Outside of one's offices it does not exist. */
export async function readUnreached(ctx: Ctx, procedureId: string): Promise<NamedEntry[]> {
  authorizeSomewhere(ctx, ACTION);
  const entries = await unreachedOf(ctx, procedureId);
  if (!entries.every(({ unitId }) => can(ctx.access, ctx.actor, ACTION, unitId)))
    throw new Refusal(accessRefusals.notFound);
  return named(ctx, entries);
}

/** What an office did about such a contact. */
export interface SettledEntry {
  readonly id: string;
  readonly procedureId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly contactId: string;
  readonly channel: Channel;
  readonly because: Doubt;
  readonly since: Temporal.Instant;
  readonly how: Settlement;
  readonly note: string;
  /** Label of the actor. */
  readonly settledBy: string;
  readonly settledAt: Temporal.Instant;
}

/** What was settled in the actor's offices, the newest first. `before`: id of the last one seen. */
export async function listSettled(
  ctx: Ctx,
  filter: Pick<UnreachedFilter, 'unitId' | 'channel' | 'because'> & {
    readonly before?: string;
    readonly procedureId?: string;
  },
): Promise<{ rows: (SettledEntry & NamedContact)[]; next: string | undefined }> {
  authorizeSomewhere(ctx, ACTION);
  let query = ctx.db.k
    .selectFrom('registry.unreached_settlements as s')
    .innerJoin('registry.procedures as p', 'p.id', 's.procedure_id')
    .where(withinReach(ctx.access, ctx.actor, ACTION, 's.unit_id'))
    .select([
      's.id',
      's.procedure_id as procedureId',
      'p.folio',
      's.unit_id as unitId',
      's.contact_id as contactId',
      's.channel',
      's.because',
      's.since',
      's.how',
      's.note',
      's.settled_by as settledBy',
      's.settled_at as settledAt',
    ])
    // Ids are of the moment (uuid v7): their order is that of time.
    .orderBy('s.id', 'desc')
    .limit(PAGE_SIZE + 1);
  if (filter.unitId) query = query.where('s.unit_id', '=', filter.unitId);
  if (filter.channel) query = query.where('s.channel', '=', filter.channel);
  if (filter.because) query = query.where('s.because', '=', filter.because);
  if (filter.procedureId) query = query.where('s.procedure_id', '=', filter.procedureId);
  if (filter.before) query = query.where('s.id', '<', filter.before);
  const rows = (await query.execute()) as SettledEntry[];
  const next = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]?.id : undefined;
  return { rows: await named(ctx, rows.slice(0, PAGE_SIZE)), next };
}
