import type { Ctx } from '#platform/context.ts';
import { reactTo } from '#platform/outbox/subscriber.ts';
import { openContact, openReplaced } from '#modules/people/index.ts';
import { contactReplaced } from '#modules/people/events.ts';
import { confirmTexts } from '../confirm-texts.ts';
import { copyMessages } from '../store/copy-messages.ts';
import { endWaiting } from '../store/end-waiting.ts';
import { waitingFor } from '../store/held.ts';
import { LANES } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { textOf } from './text-of.ts';

/** Long enough for a telephone that was off over a weekend. */
const WORTH_HOURS = 72;

/** What waits for a contact that another one took the place of goes there; the old one is told where it may have to know. */
export const onContactReplaced = reactTo('notifications.replaced', contactReplaced, async (tx, { payload }) => {
  const { contactId, insteadId, tellOld } = payload;
  if (insteadId !== undefined) await moveWaiting(tx, contactId, insteadId);
  if (tellOld) await tell(tx, contactId);
});

/** A new message for each: the evidence of the old one is bound to its address. */
async function moveWaiting(tx: Ctx, contactId: string, insteadId: string): Promise<void> {
  const waiting = await waitingFor(tx, contactId);
  if (waiting.length === 0) return;
  const instead = await openContact(tx, insteadId);
  const copies = await copyMessages(tx, waiting, (key) => `${key}:${insteadId}`);
  const ended = await endWaiting(tx, waiting, 'expired', () => 'replaced');
  if (!instead) return;
  const now = tx.clock.now();
  const moved = copies.filter(
    ({ copyOf, expiresAt }) => ended.some(({ id }) => id === copyOf) && Temporal.Instant.compare(expiresAt, now) > 0,
  );
  await queueMessages(
    tx,
    moved.map((message) => ({ ...message, address: instead.address })),
  );
}

/**
 * Tells the telephone or mailbox that gets no more notices where they go now. Folio and surname stand on paper: that somebody
 * else used them must not stay hidden from whose procedure it is.
 */
async function tell(tx: Ctx, contactId: string): Promise<void> {
  const old = await openReplaced(tx, contactId);
  if (!old) return;
  const t = confirmTexts(tx.locale);
  const sms = old.channel === 'sms';
  await queueMessages(tx, [
    {
      ...old,
      ...textOf(t(sms ? 'replaced.sms' : 'replaced.mail'), sms, t('replaced.subject')),
      lane: LANES.notice,
      template: 'contacto-cambiado',
      service: null,
      policy: 'fold',
      key: `replaced:${contactId}`,
      subject: { type: 'replaced-contact', id: contactId },
      expiresAt: tx.clock.now().add({ hours: WORTH_HOURS }),
    },
  ]);
}
