import { reactTo } from '#platform/outbox/subscriber.ts';
import { contactAnswered } from '#modules/people/events.ts';
import { cancelHeld, releaseHeld } from '../store/held.ts';

/** A contact in doubt turned out to be its person's, or somebody else's: what waited for it goes, or stays here. */
export const onContactAnswered = reactTo('notifications.confirmed', contactAnswered, (tx, { payload }) =>
  payload.theirs ? releaseHeld(tx, payload.contactId) : cancelHeld(tx, payload.contactId),
);
