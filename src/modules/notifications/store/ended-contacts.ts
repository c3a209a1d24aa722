import type { Ctx } from '#platform/context.ts';
import { NOT_PERSONAL } from './held.ts';
import { LANES } from './messages.ts';

/**
 * Of these messages, those whose contact ended, with why. What waits when a contact ends is taken back then
 * (reactions/on-contact-answered.ts); asked for what goes once more, which was on its way at that moment, or had failed.
 */
export async function findEndedContacts(tx: Ctx, messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.db.named<{ id: string; reason: string }>(
    'messages_of_ended_contacts',
    `select m.id, coalesce(max(c.ended_because) filter (where c.ended_because in ('not_theirs', 'replaced')), 'opt_out') as reason
     from notifications.messages m
     join people.public_contact_addresses c on c.agency_id = m.agency_id and c.channel = m.channel
       and c.address_index = m.address_index and c.person_id = m.person_id
     where m.id = any($1) and m.lane > ${LANES.code} and m.subject_type not in ${NOT_PERSONAL}
     group by m.id having not bool_or(c.in_force)`,
    [[...messageIds]],
  );
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}
