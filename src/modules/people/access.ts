import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { findAgencyOf } from './store/people.ts';

/**
 * May the actor do this with this person? Staff need the action in some unit of the person's agency: a person belongs
 * to no unit. A citizen may do with their own record whatever the caller offers; a page that proved who the visitor is
 * (folio and second datum, or a code) acts as that citizen. Everybody else: the person does not exist.
 * Returns the agency of the person.
 */
export async function authorizePerson(ctx: Ctx, action: string, personId: string): Promise<string> {
  const { actor } = ctx;
  if (actor.kind === 'citizen' && !actor.personIds.includes(personId)) throw new Refusal(accessRefusals.notFound);
  if (actor.kind !== 'citizen') authorizeSomewhere(ctx, action);
  const agencyId = await findAgencyOf(ctx.db, personId);
  if (!agencyId) throw new Refusal(accessRefusals.notFound);
  demandOwnAgency(ctx, agencyId);
  return agencyId;
}

/** The people of another agency do not exist for staff and clients of this one. */
export function demandOwnAgency({ actor }: Ctx, agencyId: string): void {
  const foreign = (actor.kind === 'staff' || actor.kind === 'client') && actor.agencyId !== agencyId;
  if (foreign) throw new Refusal(accessRefusals.notFound);
}
