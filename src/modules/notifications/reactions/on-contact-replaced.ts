import { reactTo } from '#platform/outbox/subscriber.ts';
import { openReplaced } from '#modules/people/index.ts';
import { contactReplaced } from '#modules/people/events.ts';
import { confirmTexts } from '../confirm-texts.ts';
import { LANES, queueMessages } from '../store/messages.ts';
import { textOf } from './text-of.ts';

/** Long enough for a telephone that was off over a weekend. */
const WORTH_HOURS = 72;

/**
 * Tells the telephone or mailbox that gets no more notices where they go now. Folio and surname stand on paper: that somebody
 * else used them must not stay hidden from whose procedure it is.
 */
export const onContactReplaced = reactTo('notifications.replaced', contactReplaced, async (tx, { payload }) => {
  const old = await openReplaced(tx, payload.contactId);
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
      key: `replaced:${payload.contactId}`,
      subject: { type: 'replaced-contact', id: payload.contactId },
      expiresAt: tx.clock.now().add({ hours: WORTH_HOURS }),
    },
  ]);
});
