import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeCatalogue } from '../access.ts';
import { checkDays, serviceContent, type ServiceContent } from '../content.ts';
import { catalogueRefusals } from '../errors.ts';
import { CATALOGUE_TOPIC } from '../queries/services.ts';
import { lockService, putDraft } from '../store/versions.ts';
import { requireSeen } from '../require-seen.ts';

/**
 * Keeps an edit of a service as a draft; nobody outside sees it until it is published. Returns the version.
 *
 * @param input.seen the state (`stateOf`) from which the editor started: refused when it is no longer the last.
 */
export async function saveServiceDraft(
  ctx: Ctx,
  input: { agencyId: string; slug: string; content: ServiceContent; seen?: string },
): Promise<number> {
  authorizeCatalogue(ctx, 'catalogue.edit', input.agencyId);
  const content = serviceContent.parse(input.content);
  return transact(ctx, async (tx) => {
    const service = await lockService(tx.db, input.agencyId, input.slug);
    if (!service) throw new Refusal(catalogueRefusals.unknownService);
    await requireSeen(tx, service.id, input.seen);
    checkDays(service.handledBy, content);
    const version = await putDraft(tx, input.agencyId, service.id, content);
    const entry = { action: 'catalogue.edit', entityType: 'service', entityId: service.id, agencyId: input.agencyId };
    await recordAudit(tx, { ...entry, detail: { version } });
    await tx.live.publish(tx.db, [CATALOGUE_TOPIC]);
    return version;
  });
}
