import type { Ctx } from '#platform/context.ts';
import { reactTo } from '#platform/outbox/subscriber.ts';
import { openContact } from '#modules/people/index.ts';
import { contactDoubted } from '#modules/people/events.ts';
import { copyMessages } from '../store/copy-messages.ts';
import { endWaiting } from '../store/end-waiting.ts';
import { findInDoubtFor, holdUntilConfirmed, type InDoubt } from '../store/held.ts';
import { findSettings } from '../store/settings.ts';
import { askOwner, sendNeutral } from './confirm-first.ts';

/** A contact came into doubt: what was queued for it before must not leave as if nothing were. */
export const onContactDoubted = reactTo('notifications.doubted', contactDoubted, async (tx, event) => {
  const { contactId } = event.payload;
  const waiting = await findInDoubtFor(tx, contactId);
  const contact = waiting.length > 0 ? await openContact(tx, contactId) : undefined;
  if (!contact) return;
  const { agencyId } = event;
  const { whileDoubtful } = await findSettings(tx, agencyId);
  const stopped = whileDoubtful === 'hold' ? await holdUntilConfirmed(tx, waiting) : await exchange(tx, waiting);
  if (stopped.length > 0) await askOwner(tx, { id: contactId, ...contact }, { agencyId, ...contact });
});

/**
 * Neutral words leave in the place of what waited. What another system asked for is followed by its id there: it cannot become
 * another message, and waits.
 */
async function exchange(tx: Ctx, waiting: readonly InDoubt[]): Promise<readonly InDoubt[]> {
  const ids = waiting.map(({ id }) => id);
  const copies = new Map((await copyMessages(tx, ids, (key) => `${key}:neutral`)).map((one) => [one.copyOf, one]));
  const ended = await endWaiting(tx, [...copies.keys()], 'expired', (id) => {
    return waiting.find((one) => one.id === id)?.because ?? 'stale';
  });
  const personal = waiting.filter(({ id }) => ended.some((one) => one.id === id));
  for (const { id, contactId, because } of personal) {
    const message = copies.get(id);
    const contact = { id: contactId, personId: message?.personId ?? '', doubt: because };
    if (message) await sendNeutral(tx, [{ message, contact }]);
  }
  const followed = waiting.filter(({ id }) => !copies.has(id));
  return [...personal, ...(await holdUntilConfirmed(tx, followed))];
}
