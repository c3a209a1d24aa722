import type { Ctx } from '#platform/context.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { IdentityCheck } from '../domain/identity.ts';

export interface Delivery {
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly identity: IdentityCheck;
  /** Who collected in the name of the applicant. */
  readonly proxy: string | undefined;
}

const place = (procedureId: string) => `registry.deliveries.${procedureId}`;

export async function insertDelivery(
  tx: Ctx,
  procedure: { id: string; agencyId: string },
  delivery: { identity: IdentityCheck; proxy: string | undefined },
): Promise<void> {
  await tx.db.k
    .insertInto('registry.deliveries')
    .values({
      procedure_id: procedure.id,
      agency_id: procedure.agencyId,
      at: tx.clock.now(),
      actor: actorLabel(tx.actor),
      identity: delivery.identity,
      proxy_sealed: delivery.proxy === undefined ? null : tx.crypt.seal(delivery.proxy, place(procedure.id)),
    })
    .execute();
}

export async function findDelivery(ctx: Ctx, procedureId: string): Promise<Delivery | undefined> {
  const row = await ctx.db.k
    .selectFrom('registry.deliveries')
    .select(['at', 'actor', 'identity', 'proxy_sealed'])
    .where('procedure_id', '=', procedureId)
    .$narrowType<{ identity: IdentityCheck }>()
    .executeTakeFirst();
  if (!row) return undefined;
  const { at, actor, identity, proxy_sealed } = row;
  return {
    at,
    actor,
    identity,
    proxy: proxy_sealed === null ? undefined : ctx.crypt.open(proxy_sealed, place(procedureId)),
  };
}
