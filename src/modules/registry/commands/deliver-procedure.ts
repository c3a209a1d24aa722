import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { IdentityCheck } from '../domain/identity.ts';
import { registryRefusals } from '../errors.ts';
import { procedureDelivered } from '../events.ts';
import { move } from '../move.ts';
import { insertDelivery } from '../store/deliveries.ts';

/**
 * The result is handed over after checking who collects it. The kind of document is kept, never its number: the officer
 * compares it and gives it back. With a power of attorney the name of the proxy is kept sealed, as evidence of who has it.
 */
export async function deliverProcedure(
  ctx: Ctx,
  procedureId: string,
  identity: IdentityCheck,
  proxy?: string,
): Promise<void> {
  const collector = proxy?.trim() || undefined;
  const byProxy = identity === 'power-of-attorney';
  if (byProxy !== (collector !== undefined)) throw new Refusal(registryRefusals.proxyNeeded);
  await move(ctx, {
    procedureId,
    action: 'registry.deliver',
    step: 'deliver',
    to: 'delivered',
    reasons: [identity],
    async change(tx, procedure) {
      await insertDelivery(tx, procedure, { identity, proxy: collector });
      return { closedAt: tx.clock.now() };
    },
    event: procedureDelivered,
    extra: {},
  });
}
