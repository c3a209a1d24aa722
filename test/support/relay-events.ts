import { transact, type Ctx } from '#platform/context.ts';
import type { EventType } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';

/** Hands the events of this kind that wait in the outbox to a subscriber, as the relay does, and takes them out. */
export async function relayEvents(ctx: Ctx, subscriber: Subscriber, type: EventType): Promise<void> {
  const events = await ctx.db.sql<{
    id: string;
    agencyId: string;
    entity: string;
    payload: unknown;
    occurredAt: Temporal.Instant;
  }>(
    `delete from platform.outbox where name = $1 returning id, agency_id as "agencyId", entity, payload, occurred_at as "occurredAt"`,
    [type.name],
  );
  await transact(ctx, (tx) =>
    subscriber.handle(
      tx,
      events.map((event) => ({
        ...event,
        name: type.name,
        requestId: 'test',
        payload: type.schema.parse(event.payload),
      })),
    ),
  );
}
