import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeCatalogue } from '../access.ts';
import { catalogueRefusals } from '../errors.ts';
import { CATALOGUE_TOPIC, forgetServices } from '../queries/services.ts';
import { lockService, retire } from '../store/versions.ts';

/**
 * Takes a service off the public pages and the desks. Cases that were entered go on; publishing a draft brings the
 * service back.
 */
export async function retireService(ctx: Ctx, input: { agencyId: string; slug: string }): Promise<void> {
  authorizeCatalogue(ctx, 'catalogue.publish', input.agencyId);
  await transact(ctx, async (tx) => {
    const service = await lockService(tx.db, input.agencyId, input.slug);
    if (!service) throw new Refusal(catalogueRefusals.unknownService);
    if (!(await retire(tx, service.id))) throw new Refusal(catalogueRefusals.notInForce);
    const entry = { action: 'catalogue.retire', entityType: 'service', entityId: service.id, agencyId: input.agencyId };
    await recordAudit(tx, { ...entry, detail: { slug: input.slug } });
    await ctx.live.publish(tx.db, [CATALOGUE_TOPIC]);
    tx.db.afterCommit(() => forgetServices(ctx.db));
  });
}
