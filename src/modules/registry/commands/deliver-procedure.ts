import type { Ctx } from '#platform/context.ts';
import { procedureDelivered } from '../events.ts';
import { move } from '../move.ts';

/** How the person who collects showed who they are. */
export const IDENTITY_CHECKS = ['ine', 'passport', 'licence', 'power-of-attorney'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** The result is handed over after checking who collects it. The kind of document is kept, never its number. */
export async function deliverProcedure(ctx: Ctx, procedureId: string, identity: IdentityCheck): Promise<void> {
  await move(ctx, {
    procedureId,
    action: 'registry.deliver',
    step: 'deliver',
    to: 'delivered',
    reasons: [identity],
    change: (tx) => ({ closedAt: tx.clock.now() }),
    event: procedureDelivered,
    extra: {},
  });
}
