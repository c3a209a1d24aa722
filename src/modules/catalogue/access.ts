import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';

/** A service belongs to an agency, not to a unit: the action in some unit of that agency is enough. */
export function authorizeCatalogue(ctx: Ctx, action: 'catalogue.edit' | 'catalogue.publish', agencyId: string): void {
  authorizeSomewhere(ctx, action);
  const { actor } = ctx;
  const foreign = (actor.kind === 'staff' || actor.kind === 'client') && actor.agencyId !== agencyId;
  if (foreign) throw new Refusal(accessRefusals.notFound);
}
