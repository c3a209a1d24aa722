import { reactTo } from '#platform/outbox/subscriber.ts';
import { contactDoubted } from '#modules/people/events.ts';
import { findInDoubtFor } from '../store/held.ts';
import { stopDoubtful } from './hold-doubtful.ts';

/** A contact came into doubt: what was queued for it before must not leave as if nothing were. */
export const onContactDoubted = reactTo('notifications.doubted', contactDoubted, async (tx, { payload }) =>
  stopDoubtful(tx, await findInDoubtFor(tx, payload.contactId)),
);
