import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { SOUND_VERSION } from '../domain/name-sound.ts';
import { doubtGivenAgain } from './doubts.ts';
import { pairsOf } from './name-pairs.ts';
import { nameIndex, type Channel } from './people.ts';

const place = (field: string, id: string) => `people.${field}.${id}`;
const addressIndex = (tx: Ctx, channel: Channel, address: string) => tx.crypt.blindIndex(address, `people.${channel}`);

export interface Sameness {
  /** The id that the person gets if nobody is the same. */
  readonly newId: string;
  readonly nameIndex: string;
  readonly addressIndexes: readonly string[];
}

/** What people are told apart by, without their names and addresses. */
export function sameness(
  tx: Ctx,
  person: { names: string; surnames: string; mobile?: string | undefined; email?: string | undefined },
): Sameness {
  const { mobile, email } = person;
  return {
    newId: newId(),
    nameIndex: nameIndex(tx, `${person.names} ${person.surnames}`),
    addressIndexes: [
      ...(mobile ? [addressIndex(tx, 'sms', mobile)] : []),
      ...(email ? [addressIndex(tx, 'email', email)] : []),
    ],
  };
}

/** Place in the list -> the person with the same name and one of the addresses, the one registered first. */
export async function findSamePeople(
  tx: Ctx,
  agencyId: string,
  people: readonly Sameness[],
): Promise<Map<number, string>> {
  const wanted = people.flatMap((person, at) =>
    person.addressIndexes.map((address) => ({ at, name: person.nameIndex, address })),
  );
  const rows = await tx.db.named<{ at: number; id: string }>(
    'people_same_many',
    `select distinct on (w.at) w.at, p.id
     from unnest($2::int[], $3::text[], $4::text[]) as w (at, name, address)
     join people.contact_points c on c.agency_id = $1 and c.address_index = w.address
     join people.people p on p.id = c.person_id and p.name_index = w.name and p.merged_into is null
     order by w.at, p.registered_at, p.id`,
    [agencyId, wanted.map((one) => one.at), wanted.map((one) => one.name), wanted.map((one) => one.address)],
  );
  return new Map(rows.map(({ at, id }) => [at, id]));
}

export async function insertPeople(
  tx: Ctx,
  agencyId: string,
  people: readonly (Sameness & { id: string; names: string; surnames: string })[],
): Promise<void> {
  await tx.db.named(
    'people_insert_many',
    `insert into people.people (id, agency_id, names_sealed, surnames_sealed, name_index, registered_at, sound_version)
     select id, $2, names, surnames, name_index, $3, $4
     from unnest($1::uuid[], $5::text[], $6::text[], $7::text[]) as new (id, names, surnames, name_index)`,
    [
      people.map(({ id }) => id),
      agencyId,
      tx.clock.now(),
      SOUND_VERSION,
      people.map(({ id, names }) => tx.crypt.seal(names, place('names', id))),
      people.map(({ id, surnames }) => tx.crypt.seal(surnames, place('surnames', id))),
      people.map((person) => person.nameIndex),
    ],
  );
  const pairs = people.flatMap(({ id, names, surnames }) =>
    pairsOf(tx, `${names} ${surnames}`).map((pair) => ({ id, pair })),
  );
  await tx.db.named(
    'name_pairs_insert_many',
    `insert into people.name_pairs (agency_id, pair, person_id)
     select $1, pair, id from unnest($2::text[], $3::uuid[]) as new (pair, id) on conflict do nothing`,
    [agencyId, pairs.map(({ pair }) => pair), pairs.map(({ id }) => id)],
  );
}

export interface NewContact {
  readonly personId: string;
  readonly channel: Channel;
  readonly address: string;
}

/** Ways to reach people, with the consent to use each; what is there already stays as it is. */
export async function insertContacts(
  tx: Ctx,
  terms: { agencyId: string; purpose: string; noticeVersion: string; source: string },
  contacts: readonly NewContact[],
): Promise<void> {
  if (contacts.length === 0) return;
  const rows = contacts.map((contact) => ({ id: newId(), ...contact }));
  const people = rows.map(({ personId }) => personId);
  const channels = rows.map(({ channel }) => channel);
  const now = tx.clock.now();
  await tx.db.named(
    'contacts_insert_many',
    `insert into people.contact_points (id, agency_id, person_id, channel, address_sealed, address_index, added_at)
     select id, $2, person_id, channel, sealed, address_index, $3
     from unnest($1::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[]) as new (id, person_id, channel, sealed, address_index)
     on conflict do nothing`,
    [
      rows.map(({ id }) => id),
      terms.agencyId,
      now,
      people,
      channels,
      rows.map(({ id, address }) => tx.crypt.seal(address, place('address', id))),
      rows.map(({ channel, address }) => addressIndex(tx, channel, address)),
    ],
  );
  await doubtGivenAgain(tx, people);
  await tx.db.named(
    'people_to_compare_many',
    'update people.people set compared_at = null where id = any($1) and compared_at is not null',
    [people],
  );
  await tx.db.named(
    'consents_insert_many',
    `insert into people.consents (id, agency_id, person_id, channel, purpose, notice_version, source, given_at, given_by)
     select id, $2, person_id, channel, $3, $4, $5, $6, $7
     from unnest($1::uuid[], $8::uuid[], $9::text[]) as new (id, person_id, channel) on conflict do nothing`,
    [
      rows.map(() => newId()),
      terms.agencyId,
      terms.purpose,
      terms.noticeVersion,
      terms.source,
      now,
      actorLabel(tx.actor),
      people,
      channels,
    ],
  );
}
