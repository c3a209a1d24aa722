import { reactTo } from '#platform/outbox/subscriber.ts';
import { contactAnswered, contactEnded } from '#modules/people/events.ts';
import { endWaiting } from '../store/end-waiting.ts';
import { releaseHeld, waitingFor } from '../store/held.ts';

/** A contact in doubt turned out to be its person's: what waited for it goes. */
export const onContactAnswered = reactTo('notifications.confirmed', contactAnswered, async (tx, { payload }) => {
  const { contactId, theirs } = payload;
  if (theirs) await releaseHeld(tx, contactId);
  else await endWaiting(tx, await waitingFor(tx, contactId), 'expired', () => 'not_theirs');
});

/** A contact ended: what waits for it, held or only queued, stays here. */
export const onContactEnded = reactTo('notifications.ended', contactEnded, async (tx, { payload }) => {
  const waiting = await waitingFor(tx, payload.contactId);
  if (payload.because === 'not_theirs') await endWaiting(tx, waiting, 'expired', () => 'not_theirs');
  else await endWaiting(tx, waiting, 'suppressed', () => 'opt_out');
});
