import type { Ctx } from '#platform/context.ts';
import { findEndedContacts } from './ended-contacts.ts';
import { addEvidenceRows, LANES, type ClaimedMessage } from './messages.ts';
import { addressIndexOf, USUAL_TOPIC } from './suppressions.ts';
import { findUnreachable } from './unreachable.ts';

/** A message that may leave, with the topic that its recipient can stop; null: it cannot be stopped. */
export type ClearMessage = ClaimedMessage & { readonly topic: string | null };

interface Judged {
  readonly position: number;
  readonly topic: string;
  readonly mandatory: boolean;
  readonly reason: string | null;
}

/**
 * Takes out the messages whose address gets nothing: they become `suppressed`, are not sent and cost nothing. Asked in the
 * transaction of the claim, as late as can be, so that a wish counts for messages that wait already.
 */
export async function withhold(tx: Ctx, messages: readonly ClaimedMessage[]): Promise<ClearMessage[]> {
  if (messages.length === 0) return [];
  const unreachable = await findUnreachable(tx, messages);
  const judged = new Map((await judge(tx, messages)).map((row) => [row.position, row]));
  const again = messages.filter(({ attempts }) => attempts > 1).map(({ id }) => id);
  const ended = await findEndedContacts(tx, again);
  const stopped: { message: ClaimedMessage; reason: string }[] = [];
  const clear = messages.flatMap((message, position) => {
    const verdict = judged.get(position);
    // Who wrote to us from another country gets an answer there.
    const dead = message.subjectType === 'inbound' ? undefined : unreachable.get(position);
    const reason = dead ?? ended.get(message.id) ?? verdict?.reason;
    if (reason) {
      stopped.push({ message, reason });
      return [];
    }
    const answersSomebody = message.lane === LANES.code || message.subjectType === 'inbound';
    return [{ ...message, topic: answersSomebody || verdict?.mandatory ? null : (verdict?.topic ?? USUAL_TOPIC) }];
  });
  if (stopped.length > 0) await suppress(tx, stopped);
  return clear;
}

/** What of a message decides whether its address gets it. */
type Judgeable = Pick<
  ClaimedMessage,
  'agencyId' | 'channel' | 'address' | 'addressIndex' | 'template' | 'lane' | 'subjectType'
>;

/** Codes pass always: they were asked for now. Answers to somebody pass their own "no more". */
export function judge(tx: Ctx, messages: readonly Judgeable[]): Promise<Judged[]> {
  return tx.db.named<Judged>(
    'messages_judge',
    `select m.position, m.topic, m.mandatory, min(s.reason) as reason
     from (select given.*, coalesce(link.topic, '${USUAL_TOPIC}') as topic, coalesce(topic.mandatory, false) as mandatory
       from unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[])
         as given (position, agency_id, channel, address_index, template, is_code, is_answer)
       left join notifications.template_topics link on link.agency_id = given.agency_id and link.template = given.template
       left join notifications.topics topic on topic.agency_id = link.agency_id and topic.slug = link.topic) m
     left join notifications.suppressions s on s.agency_id = m.agency_id and s.channel = m.channel
       and s.address_index = m.address_index and s.lifted_at is null and not m.is_code
       and (s.reason = 'hard_bounce' or not (m.mandatory or m.is_answer) and (s.topic is null or s.topic = m.topic))
     group by m.position, m.topic, m.mandatory`,
    [
      messages.map((_, position) => position),
      messages.map(({ agencyId }) => agencyId),
      messages.map(({ channel }) => channel),
      messages.map(({ channel, address, addressIndex }) => addressIndex ?? addressIndexOf(tx, channel, address)),
      messages.map(({ template }) => template),
      messages.map(({ lane }) => lane === LANES.code),
      messages.map(({ subjectType }) => subjectType === 'inbound'),
    ],
  );
}

async function suppress(tx: Ctx, stopped: readonly { message: ClaimedMessage; reason: string }[]): Promise<void> {
  await tx.db.named(
    'messages_suppress',
    `update notifications.messages set status = 'suppressed', lease_until = null, settled_at = $2
     where id = any($1) and status = 'sending'`,
    [stopped.map(({ message }) => message.id), tx.clock.now()],
  );
  await addEvidenceRows(
    tx,
    stopped.map(({ message: { id, agencyId }, reason }) => ({ agencyId, messageId: id, kind: 'suppressed', reason })),
  );
}
