import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { CHANNELS, type Channel } from '../domain/channels.ts';
import type { Doubt } from '../domain/contact-doubt.ts';
import { nameKey } from '../domain/name-key.ts';
import { doubtGivenAgain } from './doubts.ts';
import { indexName, markToCompare } from './name-pairs.ts';

export { CHANNELS, type Channel };

/** A person in clear, for the few places that may see one. */
export interface Person {
  readonly id: string;
  readonly agencyId: string;
  readonly names: string;
  readonly surnames: string;
  readonly registeredAt: Temporal.Instant;
  readonly contacts: readonly ContactPoint[];
}

export interface ContactPoint {
  readonly id: string;
  readonly channel: Channel;
  /** E.164 or a mail address. */
  readonly address: string;
  readonly verified: boolean;
  /** Why it may no longer be the person's; null: nothing speaks against it. */
  readonly doubt: Doubt | null;
}

const place = (field: string, id: string) => `people.${field}.${id}`;

export async function insertPerson(tx: Ctx, agencyId: string, names: string, surnames: string): Promise<string> {
  const id = newId();
  await tx.db.k
    .insertInto('people.people')
    .values({
      id,
      agency_id: agencyId,
      names_sealed: tx.crypt.seal(names, place('names', id)),
      surnames_sealed: tx.crypt.seal(surnames, place('surnames', id)),
      name_index: nameIndex(tx, `${names} ${surnames}`),
      registered_at: tx.clock.now(),
    })
    .execute();
  await indexName(tx, agencyId, id, `${names} ${surnames}`);
  return id;
}

/** The agency of a unit; undefined for an unknown one. */
export async function findAgencyOfUnit(db: Db, unitId: string): Promise<string | undefined> {
  const row = await db.k
    .selectFrom('agencies.public_units')
    .select('agency_id')
    .where('id', '=', unitId)
    .executeTakeFirst();
  return row?.agency_id;
}

/** Adds a way to reach the person and the consent to use it; a repeated one is noted as still in use. */
export async function insertContact(
  tx: Ctx,
  contact: {
    agencyId: string;
    personId: string;
    channel: Channel;
    address: string;
    purpose: string;
    noticeVersion: string;
    source: string;
    /** By whoever knew a folio and a surname, and not by staff: gets notices, and does not open everything of the person. */
    selfAdded?: boolean;
  },
): Promise<void> {
  const id = newId();
  await tx.db.named(
    'contact_insert',
    // Given again it is in use; of all doubts that ends only the one that nobody had said so for long.
    `insert into people.contact_points as c
       (id, agency_id, person_id, channel, address_sealed, address_index, added_at, self_added)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (agency_id, person_id, channel, address_index) where withdrawn_at is null do update set confirmed_at = $7,
       self_added = c.self_added and excluded.self_added,
       doubted_at = case when c.doubted_because = 'stale' then null else c.doubted_at end,
       doubted_because = nullif(c.doubted_because, 'stale')`,
    [
      id,
      contact.agencyId,
      contact.personId,
      contact.channel,
      tx.crypt.seal(contact.address, place('address', id)),
      tx.crypt.blindIndex(contact.address, `people.${contact.channel}`),
      tx.clock.now(),
      contact.selfAdded ?? false,
    ],
  );
  await doubtGivenAgain(tx, [contact.personId]);
  await markToCompare(tx, contact.personId);
  await insertConsent(tx, contact);
}

/** Consent to one purpose on one channel; one in force already stays as it is. */
export async function insertConsent(
  tx: Ctx,
  consent: {
    agencyId: string;
    personId: string;
    channel: Channel;
    purpose: string;
    noticeVersion: string;
    source: string;
  },
): Promise<void> {
  await tx.db.k
    .insertInto('people.consents')
    .values({
      id: newId(),
      agency_id: consent.agencyId,
      person_id: consent.personId,
      channel: consent.channel,
      purpose: consent.purpose,
      notice_version: consent.noticeVersion,
      source: consent.source,
      given_at: tx.clock.now(),
      given_by: actorLabel(tx.actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Consent {
  readonly channel: Channel;
  readonly purpose: string;
  readonly noticeVersion: string;
  readonly source: string;
  readonly givenAt: Temporal.Instant;
  /** Label of who took it down; null: before this was kept. */
  readonly givenBy: string | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnSource: string | null;
}

/** All consents of a person, past ones too, newest first. */
export function listConsents(db: Db, personId: string): Promise<Consent[]> {
  return db.k
    .selectFrom('people.consents')
    .select([
      'channel',
      'purpose',
      'notice_version as noticeVersion',
      'source',
      'given_at as givenAt',
      'given_by as givenBy',
      'withdrawn_at as withdrawnAt',
      'withdrawn_by as withdrawnBy',
      'withdrawn_source as withdrawnSource',
    ])
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .$narrowType<{ channel: Channel }>()
    .execute();
}

/** The agency that keeps the person; undefined for an unknown id. */
export async function findAgencyOf(db: Db, personId: string): Promise<string | undefined> {
  const row = await db.k.selectFrom('people.people').select('agency_id').where('id', '=', personId).executeTakeFirst();
  return row?.agency_id;
}

/** People who can be reached at the address now. */
export async function findIdsByAddress(
  ctx: Ctx,
  agencyId: string,
  channel: Channel,
  address: string,
): Promise<string[]> {
  const rows = await contactsAt(ctx, agencyId, channel, address).execute();
  return rows.map((row) => row.person_id);
}

/** People whom the holder of the address is: it was given at a desk or by a system, and nothing speaks against it. */
export async function findIdsOfHolder(
  ctx: Ctx,
  agencyId: string,
  channel: Channel,
  address: string,
): Promise<string[]> {
  const rows = await contactsAt(ctx, agencyId, channel, address)
    .where('self_added', '=', false)
    .where('doubted_because', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

function contactsAt(ctx: Ctx, agencyId: string, channel: Channel, address: string) {
  return ctx.db.k
    .selectFrom('people.contact_points')
    .select('person_id')
    .distinct()
    .where('agency_id', '=', agencyId)
    .where('channel', '=', channel)
    .where('address_index', '=', ctx.crypt.blindIndex(address, `people.${channel}`))
    .where('withdrawn_at', 'is', null)
    .limit(100);
}

export async function findIdsByName(ctx: Ctx, agencyId: string, fullName: string): Promise<string[]> {
  const rows = await ctx.db.k
    .selectFrom('people.people')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('name_index', '=', nameIndex(ctx, fullName))
    .where('merged_into', 'is', null)
    .orderBy('registered_at')
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}

/** The person has proved that the address is theirs: every doubt is over. Returns the contacts that it was about. */
export async function markVerified(tx: Ctx, personId: string, addressIndex: string): Promise<string[]> {
  const rows = await tx.db.named<{ id: string }>(
    'contact_verified',
    `update people.contact_points set verified_at = $3, doubted_at = null, doubted_because = null, asked_at = null,
       asked_index = null
     where person_id = $1 and address_index = $2 and withdrawn_at is null returning id`,
    [personId, addressIndex, tx.clock.now()],
  );
  return rows.map(({ id }) => id);
}

/** A person with the channels they agree to. The id of a merged one gives the person that was kept. */
export async function loadPerson(ctx: Ctx, wantedId: string): Promise<Person | undefined> {
  return (await loadPeople(ctx, [wantedId])).get(wantedId);
}

/** Many at once, by the id that was asked for, in that order; unknown ones are left out. Two ids may give one person. */
export async function loadPeople(ctx: Ctx, wantedIds: readonly string[]): Promise<Map<string, Person>> {
  if (wantedIds.length === 0) return new Map();
  const rows = await ctx.db.named<{
    asked: string;
    id: string;
    agency_id: string;
    names_sealed: string;
    surnames_sealed: string;
    registered_at: Temporal.Instant;
  }>(
    'people_load',
    `select asked.id as asked, p.id, p.agency_id, p.names_sealed, p.surnames_sealed, p.registered_at
     from unnest($1::uuid[]) with ordinality as wanted (id, place) join people.people asked on asked.id = wanted.id
     join people.people p on p.id = coalesce(asked.merged_into, asked.id) order by wanted.place`,
    [[...new Set(wantedIds)]],
  );
  const contacts = await loadContacts(ctx, [...new Set(rows.map(({ id }) => id))]);
  return new Map(
    rows.map((row) => [
      row.asked,
      {
        id: row.id,
        agencyId: row.agency_id,
        names: ctx.crypt.open(row.names_sealed, place('names', row.id)),
        surnames: ctx.crypt.open(row.surnames_sealed, place('surnames', row.id)),
        registeredAt: row.registered_at,
        contacts: contacts.get(row.id) ?? [],
      },
    ]),
  );
}

/** As `loadPeople`, each person once. */
export async function loadDistinctPeople(ctx: Ctx, wantedIds: readonly string[]): Promise<Person[]> {
  const people = await loadPeople(ctx, wantedIds);
  return [...new Map([...people.values()].map((person) => [person.id, person])).values()];
}

/** The channels that these people agree to, the newest first. */
async function loadContacts(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, ContactPoint[]>> {
  const rows = await ctx.db.named<{
    id: string;
    person_id: string;
    channel: Channel;
    address_sealed: string;
    verified: boolean;
    doubt: Doubt | null;
  }>(
    'people_contacts',
    `select c.id, c.person_id, c.channel, c.address_sealed, c.verified_at is not null as verified, c.doubted_because as doubt
     from people.contact_points c where c.person_id = any($1) and c.withdrawn_at is null and exists (
       select from people.consents s where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)
     order by c.added_at desc`,
    [[...personIds]],
  );
  const byPerson = Map.groupBy(rows, ({ person_id: personId }) => personId);
  return new Map(
    [...byPerson].map(([personId, mine]) => [
      personId,
      mine.map(({ id, channel, address_sealed: sealed, verified, doubt }) => ({
        id,
        channel,
        address: ctx.crypt.open(sealed, place('address', id)),
        verified,
        doubt,
      })),
    ]),
  );
}

/** Ids of people with this name and one of these addresses: surely the same person. */
export async function findSamePerson(
  ctx: Ctx,
  agencyId: string,
  fullName: string,
  addresses: readonly string[],
): Promise<string | undefined> {
  const indexes = addresses.flatMap((address) =>
    CHANNELS.map((channel) => ctx.crypt.blindIndex(address, `people.${channel}`)),
  );
  if (indexes.length === 0) return undefined;
  const row = await ctx.db.k
    .selectFrom('people.people as p')
    .innerJoin('people.contact_points as c', 'c.person_id', 'p.id')
    .select('p.id')
    .where('p.agency_id', '=', agencyId)
    .where('p.name_index', '=', nameIndex(ctx, fullName))
    .where('c.address_index', 'in', indexes)
    .where('p.merged_into', 'is', null)
    .orderBy('p.registered_at')
    .executeTakeFirst();
  return row?.id;
}

/** True if the person can be reached at this address: the second datum of the status page. */
export async function personHasAddress(
  ctx: Ctx,
  personId: string,
  channel: Channel,
  address: string,
): Promise<boolean> {
  const rows = await ctx.db.named(
    'people_has_address',
    `select 1 from people.contact_points where person_id = (select coalesce(merged_into, id) from people.people where id = $1)
       and channel = $2 and address_index = $3 limit 1`,
    [personId, channel, ctx.crypt.blindIndex(address, `people.${channel}`)],
  );
  return rows.length > 0;
}

export function nameIndex(ctx: Ctx, fullName: string): string {
  return ctx.crypt.blindIndex(nameKey(fullName), 'people.name');
}
