import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { addressIndexOf, USUAL_TOPIC } from '../store/suppressions.ts';

/**
 * Which of these addresses would get nothing from this template, by position: for telling beforehand. Whether a message
 * really stays is judged again when it leaves.
 */
export async function findSuppressed(
  ctx: Ctx,
  agencyId: string,
  template: string,
  addresses: readonly { readonly channel: Channel; readonly address: string }[],
): Promise<ReadonlySet<number>> {
  if (addresses.length === 0) return new Set();
  const rows = await ctx.db.named<{ position: number }>(
    'addresses_suppressed',
    `select distinct asked.position from unnest($3::int[], $4::text[], $5::text[]) as asked (position, channel, address_index)
     join notifications.public_suppressions s on s.agency_id = $1 and s.channel = asked.channel
       and s.address_index = asked.address_index
     left join notifications.template_topics link on link.agency_id = $1 and link.template = $2
     left join notifications.topics topic on topic.agency_id = $1 and topic.slug = link.topic
     where s.reason = 'hard_bounce' or not coalesce(topic.mandatory, false)
       and (s.topic is null or s.topic = coalesce(link.topic, '${USUAL_TOPIC}'))`,
    [
      agencyId,
      template,
      addresses.map((_, position) => position),
      addresses.map(({ channel }) => channel),
      addresses.map(({ channel, address }) => addressIndexOf(ctx, channel, address)),
    ],
  );
  return new Set(rows.map(({ position }) => position));
}
