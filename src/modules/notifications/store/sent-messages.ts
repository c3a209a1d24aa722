import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { place, type Fate } from './messages.ts';
import { USUAL_TOPIC } from './suppressions.ts';

/** A message that something came back about: a bounce, a complaint, a wish. */
export interface SentMessage {
  readonly id: string;
  readonly agencyId: string;
  readonly channel: Channel;
  readonly status: Fate;
  /** Undefined once it was erased. */
  readonly address: string | undefined;
  readonly topic: string;
  /** As people read it; empty where nobody described the topic. */
  readonly topicTitle: string;
  /** The rule that makes the topic mandatory; undefined: one can stop it. */
  readonly legalBasis: string | undefined;
  /** Answers a request of that moment: there is nothing to stop. */
  readonly isCode: boolean;
}

export async function findSentMessage(ctx: Ctx, id: string): Promise<SentMessage | undefined> {
  type Row = Omit<SentMessage, 'address' | 'legalBasis'> & { addressSealed: string; legalBasis: string | null };
  const [row] = await ctx.db.named<Row>(
    'sent_message',
    `select m.id, m.agency_id as "agencyId", m.channel, m.status, m.address_sealed as "addressSealed",
       coalesce(link.topic, '${USUAL_TOPIC}') as topic, coalesce(topic.title, '') as "topicTitle",
       case when topic.mandatory then topic.legal_basis end as "legalBasis",
       m.subject_type in ('verification', 'inbound') as "isCode"
     from notifications.messages m
     left join notifications.template_topics link on link.agency_id = m.agency_id and link.template = m.template
     left join notifications.topics topic
       on topic.agency_id = m.agency_id and topic.slug = coalesce(link.topic, '${USUAL_TOPIC}')
     where m.id = $1`,
    [id],
  );
  if (!row) return undefined;
  const { addressSealed, legalBasis, ...message } = row;
  return {
    ...message,
    legalBasis: legalBasis ?? undefined,
    address: addressSealed === '' ? undefined : ctx.crypt.open(addressSealed, place('address', id)),
  };
}
