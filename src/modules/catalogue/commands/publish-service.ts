import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeCatalogue } from '../access.ts';
import { catalogueRefusals } from '../errors.ts';
import { CATALOGUE_TOPIC, forgetServices } from '../queries/services.ts';
import { lockService, publishDraft } from '../store/versions.ts';
import { requireSeen } from '../require-seen.ts';

/**
 * Brings the draft of a service into force, for the public pages, the desks and the notices alike (X1).
 *
 * @param input.seen the state (`stateOf`) that was looked at: what is published is what was read.
 */
export async function publishService(
  ctx: Ctx,
  input: { agencyId: string; slug: string; seen?: string },
): Promise<number> {
  authorizeCatalogue(ctx, 'catalogue.publish', input.agencyId);
  return transact(ctx, async (tx) => {
    const service = await lockService(tx.db, input.agencyId, input.slug);
    if (!service) throw new Refusal(catalogueRefusals.unknownService);
    await requireSeen(tx, service.id, input.seen);
    const version = await publishDraft(tx, service.id);
    if (version === undefined) throw new Refusal(catalogueRefusals.nothingToPublish);
    const entry = {
      action: 'catalogue.publish',
      entityType: 'service',
      entityId: service.id,
      agencyId: input.agencyId,
    };
    await recordAudit(tx, { ...entry, detail: { version } });
    await ctx.live.publish(tx.db, [CATALOGUE_TOPIC]);
    tx.db.afterCommit(() => forgetServices(ctx.db));
    return version;
  });
}
