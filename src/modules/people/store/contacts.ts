import type { Ctx } from '#platform/context.ts';
import { announceAll } from '#platform/outbox/events.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { contactEnded } from '../events.ts';
import type { Channel, ContactPoint } from './people.ts';

export type WithdrawnBecause = 'withdrawn' | 'replaced' | 'not_theirs';

export interface EndContacts {
  personId: string;
  /** Undefined: all channels. */
  channel?: Channel;
  /** Undefined: every address of the channel. */
  addressIndex?: string;
  because: Exclude<WithdrawnBecause, 'replaced'>;
  /** Where it was said, e.g. `counter` or `status-page`. */
  source: string;
}

const KEPT = `(select coalesce(merged_into, id) from people.people where id = $1)`;

/**
 * Ends contacts, and the consents of channels on which nothing is left: no more notices there. Both rows stay as
 * evidence. A consent left alone would wake an old address up again with the next one given. Announces each contact, so
 * that what waits for it stays here. True if anything ended.
 */
export async function endContacts(tx: Ctx, end: EndContacts): Promise<boolean> {
  const now = tx.clock.now();
  const { because } = end;
  const ended = await tx.db.sql<{ id: string; agencyId: string }>(
    `update people.contact_points set withdrawn_at = $4, withdrawn_because = $5
     where person_id = ${KEPT} and withdrawn_at is null
       and ($2::text is null or channel = $2) and ($3::text is null or address_index = $3)
     returning id, agency_id as "agencyId"`,
    [end.personId, end.channel ?? null, end.addressIndex ?? null, now, because],
  );
  if (ended.length > 0) {
    await announceAll(
      tx,
      contactEnded,
      ended.map(({ id: contactId, agencyId }) => ({
        about: { agencyId, entity: `contact:${contactId}` },
        payload: { contactId, because },
      })),
    );
  }
  const consents = await tx.db.sql(
    `update people.consents c set withdrawn_at = $3, withdrawn_by = $4, withdrawn_source = $5
     where c.person_id = ${KEPT} and c.withdrawn_at is null and ($2::text is null or c.channel = $2)
       and not exists (select from people.contact_points p
         where p.person_id = c.person_id and p.channel = c.channel and p.withdrawn_at is null) returning id`,
    [end.personId, end.channel ?? null, now, actorLabel(tx.actor), end.source],
  );
  return ended.length + consents.length > 0;
}

/** Ends every other address of the channel: the person has just confirmed this one. Returns the contacts that ended. */
export async function endReplaced(
  tx: Ctx,
  personId: string,
  channel: Channel,
  addressIndex: string,
): Promise<{ contactId: string; insteadId: string | undefined; doubted: boolean }[]> {
  const rows = await tx.db.k
    .updateTable('people.contact_points')
    .set({ withdrawn_at: tx.clock.now(), withdrawn_because: 'replaced' })
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('address_index', '<>', addressIndex)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'doubted_because'])
    .execute();
  const confirmed = await tx.db.k
    .selectFrom('people.contact_points')
    .select('id')
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('address_index', '=', addressIndex)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return rows.map((row) => ({
    contactId: row.id,
    insteadId: confirmed?.id,
    doubted: row.doubted_because !== null,
  }));
}

/** Where a contact in force leads; undefined once it ended. */
export async function findContact(
  ctx: Ctx,
  contactId: string,
): Promise<{ personId: string; channel: Channel; address: string } | undefined> {
  const row = await ctx.db.k
    .selectFrom('people.contact_points')
    .select(['person_id', 'channel', 'address_sealed'])
    .where('id', '=', contactId)
    .where('withdrawn_at', 'is', null)
    .$narrowType<{ channel: Channel }>()
    .executeTakeFirst();
  if (!row) return undefined;
  const address = ctx.crypt.open(row.address_sealed, `people.address.${contactId}`);
  return { personId: row.person_id, channel: row.channel, address };
}

/** A contact that another one took the place of; undefined once its address is erased. */
export async function findReplaced(
  ctx: Ctx,
  contactId: string,
): Promise<{ agencyId: string; personId: string; channel: Channel; address: string } | undefined> {
  const row = await ctx.db.k
    .selectFrom('people.contact_points')
    .select(['agency_id', 'person_id', 'channel', 'address_sealed'])
    .where('id', '=', contactId)
    .where('withdrawn_because', '=', 'replaced')
    .$narrowType<{ channel: Channel }>()
    .executeTakeFirst();
  if (!row?.address_sealed) return undefined;
  const address = ctx.crypt.open(row.address_sealed, `people.address.${contactId}`);
  return { agencyId: row.agency_id, personId: row.person_id, channel: row.channel, address };
}

/**
 * Where these people agreed to be told, by the id that was asked for (of a merged person: those of the one that was kept),
 * the newest first; nobody else. Without their names: who writes to them needs none, and to open them costs more than all
 * the rest.
 */
export async function loadContactPoints(ctx: Ctx, wantedIds: readonly string[]): Promise<Map<string, ContactPoint[]>> {
  if (wantedIds.length === 0) return new Map();
  const rows = await ctx.db.named<Omit<ContactPoint, 'address'> & { asked: string; addressSealed: string }>(
    'people_contact_points',
    `select asked.id as asked, c.id, c.channel, c.address_sealed as "addressSealed", c.verified_at is not null as verified,
       c.doubted_because as doubt
     from people.people asked join people.contact_points c on c.person_id = coalesce(asked.merged_into, asked.id)
     where asked.id = any($1) and c.withdrawn_at is null and exists (
       select from people.consents s where s.person_id = c.person_id and s.channel = c.channel and s.withdrawn_at is null)
     order by c.added_at desc`,
    [[...new Set(wantedIds)]],
  );
  const points = new Map<string, ContactPoint[]>();
  for (const { asked, addressSealed, ...point } of rows) {
    const own = points.get(asked) ?? [];
    own.push({ ...point, address: ctx.crypt.open(addressSealed, `people.address.${point.id}`) });
    points.set(asked, own);
  }
  return points;
}
