import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';

/** A kind of event: a versioned name and the schema of its payload. A changed payload is a new version. */
export interface EventType<Payload = unknown> {
  /** `module.past_participle.vN`, e.g. `registry.procedure_signed.v1`. */
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
}

/** An event as subscribers get it. `payload` has passed the schema. */
export interface OutboxEvent<Payload = unknown> {
  readonly id: string;
  readonly name: string;
  readonly agencyId: string;
  /** What the event is about, e.g. `procedure:0198…`. Events of one entity arrive in order. */
  readonly entity: string;
  readonly payload: Payload;
  readonly requestId: string;
  readonly occurredAt: Temporal.Instant;
}

export function defineEvent<Payload>(name: string, version: number, schema: z.ZodType<Payload>): EventType<Payload> {
  return { name: `${name}.v${version}`, schema };
}

const hintListeners = new Set<() => void>();

/** Called after a commit of this process that wrote events: lets a relay in the same process start at once. */
export function onOutboxHint(listener: () => void): () => void {
  hintListeners.add(listener);
  return () => hintListeners.delete(listener);
}

/**
 * Writes an event into the outbox, in the transaction of the change it tells. Outside a transaction it throws: an
 * event without its change, or a change without its event, is the failure that the outbox exists to prevent.
 */
export function announce<Payload>(
  ctx: Ctx,
  type: EventType<Payload>,
  about: { agencyId: string; entity: string },
  payload: Payload,
): Promise<void> {
  return announceAll(ctx, type, [{ about, payload }]);
}

/** The same for many entities at once, in the order given. */
export async function announceAll<Payload>(
  ctx: Ctx,
  type: EventType<Payload>,
  events: readonly { readonly about: { agencyId: string; entity: string }; readonly payload: Payload }[],
): Promise<void> {
  if (!ctx.db.inTransaction) throw new Error(`${type.name} must be announced inside a transaction`);
  await ctx.db.named(
    'outbox_insert',
    `insert into platform.outbox (id, agency_id, entity, name, payload, request_id, occurred_at)
     select id, agency_id, entity, $1, payload::jsonb, $2, $3
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[]) as new (id, agency_id, entity, payload)`,
    [
      type.name,
      ctx.requestId,
      ctx.clock.now(),
      events.map(() => newId()),
      events.map(({ about }) => about.agencyId),
      events.map(({ about }) => about.entity),
      events.map(({ payload }) => JSON.stringify(type.schema.parse(payload))),
    ],
  );
  ctx.db.afterCommit(() => {
    for (const listener of hintListeners) listener();
  });
}

/** Drops every event: for seeds, whose invented past must set nothing in motion. */
export async function dropEvents(ctx: Ctx): Promise<void> {
  await ctx.db.sql('delete from platform.outbox');
}
