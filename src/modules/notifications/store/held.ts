import type { Ctx } from '#platform/context.ts';
import type { Doubt } from '#modules/people/index.ts';
import { addEvidenceRows, type EvidenceKind, type MessageRef } from './messages.ts';

interface Doubtful extends MessageRef {
  readonly contactId: string;
  readonly because: Doubt;
}

/**
 * Of these queued messages, those to a contact in doubt wait until it is confirmed; what was not by their end expires there.
 * Those to an address that is known to be dead go on, for the sender stops them and says so at once. Returns the contacts.
 */
export async function holdUntilConfirmed(tx: Ctx, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const doubtful = await tx.db.named<Doubtful>(
    'messages_doubtful',
    `select m.id, m.agency_id as "agencyId", d.contact_id as "contactId", d.because from notifications.messages m
     join people.public_doubts d on d.agency_id = m.agency_id and d.channel = m.channel and d.address_index = m.address_index
       and d.person_id = m.person_id
     where m.id = any($1) and m.status = 'queued' and not exists (select from notifications.suppressions s
       where s.agency_id = m.agency_id and s.channel = m.channel and s.address_index = m.address_index
         and s.reason = 'hard_bounce' and s.lifted_at is null)`,
    [[...messageIds]],
  );
  if (doubtful.length === 0) return [];
  await tx.db.named(
    'messages_hold',
    `with held as (
       update notifications.messages m set next_attempt_at = m.expires_at + interval '1 second' where m.id = any($1))
     insert into notifications.held_messages (message_id, agency_id, contact_id, held_at)
     select *, $4 from unnest($1::uuid[], $2::uuid[], $3::uuid[]) on conflict do nothing`,
    [
      doubtful.map(({ id }) => id),
      doubtful.map(({ agencyId }) => agencyId),
      doubtful.map(({ contactId }) => contactId),
      tx.clock.now(),
    ],
  );
  await note(tx, doubtful, 'held', ({ because }) => because);
  return [...new Set(doubtful.map(({ contactId }) => contactId))];
}

/** The contact was confirmed: what waited for it and is still good goes now. */
export async function releaseHeld(tx: Ctx, contactId: string): Promise<void> {
  const released = await tx.db.named<MessageRef>(
    'messages_release',
    `with mine as (delete from notifications.held_messages where contact_id = $1 returning message_id)
     update notifications.messages m set next_attempt_at = $2 from mine
     where m.id = mine.message_id and m.status = 'queued' and m.expires_at > $2 returning m.id, m.agency_id as "agencyId"`,
    [contactId, tx.clock.now()],
  );
  await note(tx, released, 'released', () => '');
}

/** The contact was somebody else's: what waited for it stays here. */
export async function cancelHeld(tx: Ctx, contactId: string): Promise<void> {
  const cancelled = await tx.db.named<MessageRef>(
    'messages_held_cancel',
    `with mine as (delete from notifications.held_messages where contact_id = $1 returning message_id)
     update notifications.messages m set status = 'expired', lease_until = null, settled_at = $2 from mine
     where m.id = mine.message_id and m.status = 'queued' returning m.id, m.agency_id as "agencyId"`,
    [contactId, tx.clock.now()],
  );
  await note(tx, cancelled, 'expired', () => 'not_theirs');
}

function note<Message extends MessageRef>(
  tx: Ctx,
  messages: readonly Message[],
  kind: EvidenceKind,
  reason: (message: Message) => string,
): Promise<void> {
  return addEvidenceRows(
    tx,
    messages.map((message) => ({
      agencyId: message.agencyId,
      messageId: message.id,
      kind,
      reason: reason(message),
    })),
  );
}

/** Forgets what waited for messages that have ended meanwhile. */
export async function forgetEndedHeld(ctx: Pick<Ctx, 'db'>): Promise<void> {
  await ctx.db.named(
    'held_forget',
    `delete from notifications.held_messages h using notifications.messages m where m.id = h.message_id and m.status <> 'queued'`,
    [],
  );
}
