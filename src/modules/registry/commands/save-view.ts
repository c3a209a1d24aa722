import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { registryRefusals } from '../errors.ts';
import { deleteSavedView, listSavedViews, upsertSavedView, type ViewOwner } from '../store/saved-views.ts';

/** A list that one reads at a glance. */
const MOST_VIEWS = 20;

/** Keeps the filters of the work queue under a name, for this person alone. A default one opens by itself. */
export async function saveView(ctx: Ctx, view: { name: string; query: string; isDefault: boolean }): Promise<void> {
  authorizeSomewhere(ctx, 'registry.read');
  const owner = ownerOf(ctx);
  await transact(ctx, async (tx) => {
    const known = await listSavedViews(tx, owner);
    if (known.length >= MOST_VIEWS && !known.some(({ name }) => name === view.name)) {
      throw new Refusal(registryRefusals.tooManyViews, { maximum: MOST_VIEWS });
    }
    await upsertSavedView(tx, owner, view);
    await record(tx, owner, 'saved');
  });
}

export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  authorizeSomewhere(ctx, 'registry.read');
  const owner = ownerOf(ctx);
  await transact(ctx, async (tx) => {
    if (!(await deleteSavedView(tx, owner, id))) throw new Refusal(registryRefusals.unknownView);
    await record(tx, owner, 'deleted');
  });
}

function ownerOf({ actor }: Ctx): ViewOwner {
  if (actor.kind !== 'staff') throw new Refusal(accessRefusals.notAllowed);
  return { agencyId: actor.agencyId, staffId: actor.staffId };
}

function record(tx: Ctx, { agencyId, staffId }: ViewOwner, what: string): Promise<void> {
  return recordAudit(tx, {
    action: 'registry.views',
    entityType: 'staff',
    entityId: staffId,
    agencyId,
    detail: { view: what },
  });
}
