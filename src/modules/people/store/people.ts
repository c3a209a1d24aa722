import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { nameKey } from '../domain/name-key.ts';

export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A person in clear, for the few places that may see one. */
export interface Person {
  readonly id: string;
  readonly names: string;
  readonly surnames: string;
  readonly contacts: readonly ContactPoint[];
}

export interface ContactPoint {
  readonly channel: Channel;
  /** E.164 or a mail address. */
  readonly address: string;
  readonly verified: boolean;
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
  return id;
}

/** Adds a way to reach the person and the consent to use it; a repeated one changes nothing. */
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
  },
): Promise<void> {
  const id = newId();
  await tx.db.k
    .insertInto('people.contact_points')
    .values({
      id,
      agency_id: contact.agencyId,
      person_id: contact.personId,
      channel: contact.channel,
      address_sealed: tx.crypt.seal(contact.address, place('address', id)),
      address_index: tx.crypt.blindIndex(contact.address, `people.${contact.channel}`),
      added_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx.db.k
    .insertInto('people.consents')
    .values({
      id: newId(),
      agency_id: contact.agencyId,
      person_id: contact.personId,
      channel: contact.channel,
      purpose: contact.purpose,
      notice_version: contact.noticeVersion,
      source: contact.source,
      given_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function loadPerson(ctx: Ctx, id: string): Promise<Person | undefined> {
  const [row] = await ctx.db.named<{ names_sealed: string; surnames_sealed: string }>(
    'people_load',
    'select names_sealed, surnames_sealed from people.people where id = $1',
    [id],
  );
  if (!row) return undefined;
  const contacts = await ctx.db.named<{ id: string; channel: Channel; address_sealed: string; verified: boolean }>(
    'people_contacts',
    `select c.id, c.channel, c.address_sealed, c.verified_at is not null as verified
     from people.contact_points c where c.person_id = $1 and c.withdrawn_at is null and exists (
       select from people.consents s where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)
     order by c.added_at desc`,
    [id],
  );
  return {
    id,
    names: ctx.crypt.open(row.names_sealed, place('names', id)),
    surnames: ctx.crypt.open(row.surnames_sealed, place('surnames', id)),
    contacts: contacts.map((contact) => ({
      channel: contact.channel,
      address: ctx.crypt.open(contact.address_sealed, place('address', contact.id)),
      verified: contact.verified,
    })),
  };
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
    'select 1 from people.contact_points where person_id = $1 and channel = $2 and address_index = $3 limit 1',
    [personId, channel, ctx.crypt.blindIndex(address, `people.${channel}`)],
  );
  return rows.length > 0;
}

/** Ends the channel for the person: no more notices there. True if there was one. */
export async function endChannel(tx: Ctx, personId: string, channel: Channel): Promise<boolean> {
  const ended = await tx.db.k
    .updateTable('people.consents')
    .set({ withdrawn_at: tx.clock.now() })
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

function nameIndex(ctx: Ctx, fullName: string): string {
  return ctx.crypt.blindIndex(nameKey(fullName), 'people.name');
}
