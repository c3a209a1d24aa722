import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { procedureCancelled, procedureDelivered, procedureWithdrawn } from '#modules/registry/events.ts';
import { noteClosing } from '../store/retention.ts';

const ENDS = [procedureDelivered, procedureWithdrawn, procedureCancelled];

/** A procedure came to its end: from now on the time runs after which what its notices said is erased. */
export const onClosing: Subscriber = {
  name: 'privacy.closings',
  events: ENDS,
  async handle(tx, events) {
    for (const event of events) {
      const type = ENDS.find(({ name }) => name === event.name);
      if (!type) continue;
      const { procedureId } = type.schema.parse(event.payload);
      await noteClosing(tx, { agencyId: event.agencyId, type: 'procedure', id: procedureId, at: event.occurredAt });
    }
  },
};
