import type { Subscriber } from '#platform/outbox/subscriber.ts';
import {
  procedureAnalysed,
  procedureCancelled,
  procedureDelivered,
  procedureEntered,
  procedureReentered,
  procedureSigned,
  procedureWithdrawn,
  workChanged,
} from '../events.ts';

/**
 * Tells the screens of the offices that a procedure moved or its work changed, whether or not anybody else listens to
 * that kind of event. The hint leaves with the commit of the cursor: one for each batch.
 */
export const tellScreens: Subscriber = {
  name: 'registry.screens',
  events: [
    procedureEntered,
    procedureAnalysed,
    procedureCancelled,
    procedureSigned,
    procedureReentered,
    procedureWithdrawn,
    procedureDelivered,
    workChanged,
  ],
  async handle(tx, events) {
    await tx.live.publish(tx.db, ['registry', ...events.map(({ entity }) => entity)]);
  },
};
