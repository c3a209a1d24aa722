import type { Ctx } from '#platform/context.ts';
import { indexName } from './name-pairs.ts';
import { nameIndex, type Channel } from './people.ts';

const place = (field: string, id: string) => `people.${field}.${id}`;

/** All that stands for one person: the record that was kept and those merged into it. */
export async function findAllIds(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await ctx.db.named<{ id: string }>(
    'people_all_ids',
    `select p.id from people.people asked
     join people.people p on p.id = coalesce(asked.merged_into, asked.id) or p.merged_into = coalesce(asked.merged_into, asked.id)
     where asked.id = $1 order by p.registered_at`,
    [personId],
  );
  return rows.map(({ id }) => id);
}

/**
 * The ids of a person's record and of those merged into it, held until the transaction ends: a desk that takes them down at
 * this moment comes before or after what is done to them, not in between.
 */
export async function lockAllIds(tx: Ctx, personId: string): Promise<string[]> {
  const ids = await findAllIds(tx, personId);
  await tx.db.named('people_lock_all', 'select id from people.people where id = any($1) order by id for update', [ids]);
  return ids;
}

/** Holds a record that is to be used. False: its name was erased, and it stands for nobody any more. */
export async function holdUnerased(tx: Ctx, personId: string): Promise<boolean> {
  const rows = await tx.db.named(
    'people_hold_unerased',
    'select from people.people where id = $1 and erased_at is null for no key update',
    [personId],
  );
  return rows.length > 0;
}

/** Puts a name right. The person is compared with all others again. */
export async function setNames(tx: Ctx, agencyId: string, id: string, names: string, surnames: string): Promise<void> {
  await writeNames(tx, id, names, surnames);
  await tx.db.named(
    'people_rectified',
    'update people.people set rectified_at = $2, compared_at = null where id = $1',
    [id, tx.clock.now()],
  );
  await indexName(tx, agencyId, id, `${names} ${surnames}`);
}

/** Takes names away for good, from every index too. `label` stands in their place. */
export async function eraseNames(tx: Ctx, ids: readonly string[], label: string): Promise<void> {
  for (const id of ids) {
    await writeNames(tx, id, label, '');
    await tx.db.named(
      'people_erased',
      `update people.people set erased_at = $2, name_index = 'erased.' || id, compared_at = $2 where id = $1`,
      [id, tx.clock.now()],
    );
  }
  await tx.db.named('name_pairs_erase', 'delete from people.name_pairs where person_id = any($1)', [[...ids]]);
}

async function writeNames(tx: Ctx, id: string, names: string, surnames: string): Promise<void> {
  await tx.db.named(
    'people_names',
    'update people.people set names_sealed = $2, surnames_sealed = $3, name_index = $4 where id = $1',
    [
      id,
      tx.crypt.seal(names, place('names', id)),
      tx.crypt.seal(surnames, place('surnames', id)),
      nameIndex(tx, `${names} ${surnames}`),
    ],
  );
}

/** Empties the addresses of ended contacts of these people, and those to which codes went. Returns how many. */
export async function eraseAddresses(tx: Ctx, ids: readonly string[]): Promise<number> {
  const erased = await tx.db.named(
    'contacts_erase',
    `update people.contact_points set address_sealed = '', address_index = '', erased_at = $2
     where person_id = any($1) and withdrawn_at is not null and erased_at is null returning id`,
    [[...ids], tx.clock.now()],
  );
  await tx.db.named(
    'verifications_erase',
    `update people.verifications set address_sealed = '', address_index = '', code_sealed = null, used_at = coalesce(used_at, $2)
     where person_id = any($1) and address_sealed <> ''`,
    [[...ids], tx.clock.now()],
  );
  return erased.length;
}

/** Empties addresses of an agency whose contact ended before `endedBefore`. Returns how many, at most `limit`. */
export async function eraseEndedAddresses(
  ctx: Ctx,
  agencyId: string,
  endedBefore: Temporal.Instant,
  limit: number,
): Promise<number> {
  const erased = await ctx.db.named(
    'contacts_erase_ended',
    `update people.contact_points set address_sealed = '', address_index = '', erased_at = $2 where id in (
       select id from people.contact_points
       where agency_id = $4 and withdrawn_at < $1 and erased_at is null order by withdrawn_at limit $3)
     returning id`,
    [endedBefore, ctx.clock.now(), limit, agencyId],
  );
  return erased.length;
}

/** Empties the addresses of codes that ended before `endedBefore`. Returns how many, at most `limit`. */
export async function forgetCodeAddresses(ctx: Ctx, endedBefore: Temporal.Instant, limit: number): Promise<number> {
  const erased = await ctx.db.named(
    'verifications_forget',
    `update people.verifications set address_sealed = '', address_index = '', code_sealed = null where id in (
       select id from people.verifications where expires_at < $1 and address_sealed <> '' order by expires_at limit $2)
     returning id`,
    [endedBefore, limit],
  );
  return erased.length;
}

/** A contact as its person may know it, ended ones too. */
export interface KnownContact {
  readonly channel: Channel;
  /** Empty once it was erased. */
  readonly address: string;
  readonly addedAt: Temporal.Instant;
  readonly verifiedAt: Temporal.Instant | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnBecause: string | null;
  readonly erasedAt: Temporal.Instant | null;
}

export async function listContacts(ctx: Ctx, personId: string): Promise<KnownContact[]> {
  const rows = await ctx.db.named<Omit<KnownContact, 'address'> & { id: string; sealed: string }>(
    'contacts_known',
    `select id, channel, address_sealed as sealed, added_at as "addedAt", verified_at as "verifiedAt",
       withdrawn_at as "withdrawnAt", withdrawn_because as "withdrawnBecause", erased_at as "erasedAt"
     from people.contact_points where person_id = $1 order by added_at desc, id`,
    [personId],
  );
  return rows.map(({ id, sealed, ...contact }) => ({
    ...contact,
    address: sealed === '' ? '' : ctx.crypt.open(sealed, place('address', id)),
  }));
}
