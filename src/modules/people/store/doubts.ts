import type { Ctx } from '#platform/context.ts';
import type { Channel } from '../domain/channels.ts';
import { doubtOf, type Doubt, type Reverification, type Silence } from '../domain/contact-doubt.ts';

/** Whose contacts with an address become doubtful: everybody's, but for a person who ended theirs. */
interface DoubtedAddress {
  readonly agencyId: string;
  readonly channel: Channel;
  readonly addressIndex: string;
}

/** An address turned out to be dead or somebody else's: all who gave it are to confirm it. An older doubt stays. */
export async function doubtAddress(tx: Ctx, address: DoubtedAddress, because: Doubt): Promise<void> {
  await tx.db.named(
    'contacts_doubt_address',
    `update people.contact_points set doubted_at = $4, doubted_because = $5
     where agency_id = $1 and channel = $2 and address_index = $3 and withdrawn_at is null and doubted_at is null`,
    [address.agencyId, address.channel, address.addressIndex, tx.clock.now(), because],
  );
}

/** A contact that its holder called wrong is given again for the same person: it is believed once it is verified. */
export async function doubtGivenAgain(tx: Ctx, personIds: readonly string[]): Promise<void> {
  await tx.db.named(
    'contacts_doubt_given_again',
    `update people.contact_points c set doubted_at = $2, doubted_because = 'not_theirs'
     from people.contact_points gone
     where c.person_id = any($1) and c.withdrawn_at is null and c.doubted_at is null
       and gone.person_id = c.person_id and gone.withdrawn_because = 'not_theirs' and gone.channel = c.channel
       and gone.address_index = c.address_index and coalesce(c.verified_at, '-infinity') < gone.withdrawn_at`,
    [[...personIds], tx.clock.now()],
  );
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
    await ctx.db.named(
      'contacts_doubt_silent',
      `update people.contact_points c set doubted_at = $1, doubted_because = found.because
       from unnest($2::uuid[], $3::text[]) as found (id, because)
       where c.id = found.id and c.withdrawn_at is null and c.doubted_at is null`,
      [now, doubted.map(({ id }) => id), doubted.map(({ because }) => because)],
    );
  }
  return rows.length === limit ? rows.at(-1)?.id : undefined;
}
