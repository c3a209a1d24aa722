import { transact, type Ctx } from '#platform/context.ts';
import { announceAll } from '#platform/outbox/events.ts';
import type { Channel } from '../domain/channels.ts';
import { doubtOf, type Doubt, type Reverification, type Silence } from '../domain/contact-doubt.ts';
import { contactDoubted } from '../events.ts';

/** Whose contacts with an address become doubtful: everybody's, but for a person who ended theirs. */
interface DoubtedAddress {
  readonly agencyId: string;
  readonly channel: Channel;
  readonly addressIndex: string;
}

/** An address turned out to be dead or somebody else's: all who gave it are to confirm it. An older doubt stays. */
export async function doubtAddress(ctx: Ctx, address: DoubtedAddress, because: Doubt): Promise<void> {
  await transact(ctx, async (tx) => {
    const doubted = await tx.db.named<Doubted>(
      'contacts_doubt_address',
      `update people.contact_points set doubted_at = $4, doubted_because = $5
       where agency_id = $1 and channel = $2 and address_index = $3 and withdrawn_at is null and doubted_at is null
       returning id, agency_id as "agencyId"`,
      [address.agencyId, address.channel, address.addressIndex, tx.clock.now(), because],
    );
    await tell(tx, doubted);
  });
}

interface Doubted {
  readonly id: string;
  readonly agencyId: string;
}

async function tell(tx: Ctx, doubted: readonly Doubted[]): Promise<void> {
  if (doubted.length === 0) return;
  await announceAll(
    tx,
    contactDoubted,
    doubted.map(({ id: contactId, agencyId }) => ({
      about: { agencyId, entity: `contact:${contactId}` },
      payload: { contactId },
    })),
  );
}

/** A contact that its holder called wrong is given again for the same person: it is believed once it is verified. */
export async function doubtGivenAgain(tx: Ctx, personIds: readonly string[]): Promise<void> {
  const doubted = await tx.db.named<Doubted>(
    'contacts_doubt_given_again',
    `update people.contact_points c set doubted_at = $2, doubted_because = 'not_theirs'
     from people.contact_points gone
     where c.person_id = any($1) and c.withdrawn_at is null and c.doubted_at is null
       and gone.person_id = c.person_id and gone.withdrawn_because = 'not_theirs' and gone.channel = c.channel
       and gone.address_index = c.address_index and coalesce(c.verified_at, '-infinity') < gone.withdrawn_at
     returning c.id, c.agency_id as "agencyId"`,
    [[...personIds], tx.clock.now()],
  );
  await tell(tx, doubted);
}

interface SilentRow extends Silence {
  readonly id: string;
  readonly dead: boolean;
}

/**
 * Looks at one batch of mobiles of an agency and doubts those that were silent for too long, and mailboxes and mobiles that
 * were called dead before doubts were kept. Returns the id after which the next batch begins; undefined: all were seen.
 */
export async function doubtSilent(
  ctx: Ctx,
  agencyId: string,
  policy: Reverification,
  after: string | undefined,
  limit: number,
): Promise<string | undefined> {
  const now = ctx.clock.now();
  const rows = await ctx.db.named<SilentRow & { channel: Channel }>(
    'contacts_silent',
    `select c.id, c.channel, life.sign as "lastSign", silence.failures, silence.first as "firstFailure",
       exists (select from notifications.public_suppressions s where s.agency_id = c.agency_id and s.channel = c.channel
         and s.address_index = c.address_index and s.reason = 'hard_bounce') as dead
     from (select * from people.contact_points
       where agency_id = $1 and withdrawn_at is null and doubted_at is null and ($2::uuid is null or id > $2)
       order by id limit $3) c
     cross join lateral (select greatest(c.added_at, c.verified_at, c.confirmed_at, max(created_at)) as sign
       from notifications.public_address_outcomes o where o.agency_id = c.agency_id and o.channel = c.channel
         and o.address_index = c.address_index and o.fate = 'delivered') life
     cross join lateral (select count(*)::int as failures, min(created_at) as first
       from notifications.public_address_outcomes o where o.agency_id = c.agency_id and o.channel = c.channel
         and o.address_index = c.address_index and o.created_at > life.sign) silence
     order by c.id`,
    [agencyId, after ?? null, limit],
  );
  const doubted = rows.flatMap(({ id, channel, dead, ...silence }) => {
    const because = dead ? 'hard_bounce' : channel === 'sms' ? doubtOf(silence, policy, now) : undefined;
    return because ? { id, because } : [];
  });
  if (doubted.length > 0) {
    await transact(ctx, async (tx) => {
      const begun = await tx.db.named<Doubted>(
        'contacts_doubt_silent',
        `update people.contact_points c set doubted_at = $1, doubted_because = found.because
         from unnest($2::uuid[], $3::text[]) as found (id, because)
         where c.id = found.id and c.withdrawn_at is null and c.doubted_at is null
         returning c.id, c.agency_id as "agencyId"`,
        [now, doubted.map(({ id }) => id), doubted.map(({ because }) => because)],
      );
      await tell(tx, begun);
    });
  }
  return rows.length === limit ? rows.at(-1)?.id : undefined;
}

/** A contact in doubt at an address that only the address is known of. */
export interface DoubtAt {
  readonly contactId: string;
  readonly personId: string;
  readonly because: Doubt;
}

/** True while any contact of the agency is in doubt: one step of an index, for those who would ask about thousands. */
export async function anyDoubts(ctx: Ctx, agencyId: string): Promise<boolean> {
  const rows = await ctx.db.named(
    'contacts_any_doubt',
    `select from people.contact_points
     where agency_id = $1 and doubted_at is not null and withdrawn_at is null limit 1`,
    [agencyId],
  );
  return rows.length > 0;
}

/**
 * Which of these addresses are in doubt, by position: somebody gave them, and nobody whose contact there is sure. The indexes
 * are the blind ones of contacts.
 */
export async function findDoubtsAt(
  ctx: Ctx,
  addresses: readonly { readonly agencyId: string; readonly channel: Channel; readonly addressIndex: string }[],
): Promise<Map<number, DoubtAt>> {
  if (addresses.length === 0) return new Map();
  const rows = await ctx.db.named<DoubtAt & { position: number }>(
    'contacts_doubts_at',
    `select asked.position, known.*
     from unnest($1::int[], $2::uuid[], $3::text[], $4::text[]) as asked (position, agency_id, channel, address_index)
     cross join lateral (
       select c.id as "contactId", c.person_id as "personId", c.doubted_because as because
       from people.contact_points c where c.agency_id = asked.agency_id and c.channel = asked.channel
         and c.address_index = asked.address_index and c.withdrawn_at is null
       order by c.doubted_at nulls first, c.id limit 1) known
     where known.because is not null`,
    [
      addresses.map((_, position) => position),
      addresses.map(({ agencyId }) => agencyId),
      addresses.map(({ channel }) => channel),
      addresses.map(({ addressIndex }) => addressIndex),
    ],
  );
  return new Map(rows.map(({ position, ...doubt }) => [position, doubt]));
}
