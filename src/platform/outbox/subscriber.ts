import type { Ctx } from '../context.ts';
import type { EventType, OutboxEvent } from './events.ts';

/**
 * What follows from events: the one way in which modules react to each other. The handler runs inside the relay's
 * transaction, together with the move of the subscriber's cursor: what it writes happens once. Anything outside the
 * database is put into `ctx.jobs` or a table of the module. Renaming a subscriber makes it read from the start.
 */
export interface Subscriber {
  /** Stable name, e.g. `notifications.registry`. */
  readonly name: string;
  readonly events: readonly EventType[];
  /** Events in order, a few hundred at the most. If it throws, they are tried one by one and the bad one is parked. */
  handle(tx: Ctx, events: readonly OutboxEvent[]): Promise<void>;
}

/** Declares a reaction to one kind of event, one event at a time, with its payload typed. */
export function reactTo<Payload>(
  name: string,
  type: EventType<Payload>,
  handle: (tx: Ctx, event: OutboxEvent<Payload>) => Promise<void>,
): Subscriber {
  return {
    name,
    events: [type],
    async handle(tx, events) {
      for (const event of events) await handle(tx, { ...event, payload: type.schema.parse(event.payload) });
    },
  };
}
