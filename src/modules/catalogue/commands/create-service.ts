import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { authorizeCatalogue } from '../access.ts';
import { checkDays, serviceContent, type Handler, type ServiceContent } from '../content.ts';
import { slugOf } from '../domain/slug.ts';
import { catalogueRefusals } from '../errors.ts';
import { CATALOGUE_TOPIC } from '../queries/services.ts';
import { addService, nextPosition } from '../store/services.ts';
import { putDraft } from '../store/versions.ts';

/**
 * A new service as a draft; nobody outside sees it until it is published. Its address follows from the Spanish name and
 * never changes, because people keep links. Returns that address part.
 */
export async function createService(
  ctx: Ctx,
  input: { agencyId: string; handledBy: Handler | null; content: ServiceContent },
): Promise<string> {
  authorizeCatalogue(ctx, 'catalogue.edit', input.agencyId);
  const { agencyId, handledBy } = input;
  const content = serviceContent.parse(input.content);
  checkDays(handledBy, content);
  const slug = slugOf(content.nameEs);
  await transact(ctx, async (tx) => {
    const id = newId();
    const position = await nextPosition(tx.db, agencyId);
    const service = { id, agencyId, slug, position, handledBy, content, published: false };
    const added = await addService(tx.db, service, { now: tx.clock.now(), by: actorLabel(tx.actor) });
    if (!added) throw new Refusal(catalogueRefusals.nameTaken);
    await putDraft(tx, agencyId, id, content);
    const entry = { action: 'catalogue.create', entityType: 'service', entityId: id, agencyId };
    await recordAudit(tx, { ...entry, detail: { slug } });
    await tx.live.publish(tx.db, [CATALOGUE_TOPIC]);
  });
  return slug;
}
