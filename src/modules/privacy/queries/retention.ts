import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { readRules, type RetentionRule } from '../store/retention.ts';

/** How long an agency keeps each class, for who may change it. */
export async function retentionRules(ctx: Ctx, agencyId: string): Promise<RetentionRule[]> {
  authorizeSomewhere(ctx, 'privacy.answer');
  if (ctx.actor.kind === 'staff' && ctx.actor.agencyId !== agencyId) throw new Refusal(accessRefusals.notFound);
  return readRules(ctx, agencyId);
}
