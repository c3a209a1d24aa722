import { reactTo } from '#platform/outbox/subscriber.ts';
import { addressVerified } from '#modules/people/events.ts';
import { liftByCode } from '../store/lift-by-code.ts';

/**
 * A code that arrived and was given back proves that the address lives. Who added it by that code asked for notices anew,
 * so that an earlier wish to get none is over as well.
 */
export const onAddressVerified = reactTo('notifications.alive', addressVerified, (tx, { payload }) =>
  liftByCode(tx, payload.verificationId, payload.purpose === 'add_channel'),
);
