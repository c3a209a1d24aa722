import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { insertContact, insertPerson } from './store/people.ts';

/** A member of staff with one role in one unit, for tests. */
export function staffWith(role: string, agencyId: string, unitId = newId()): StaffActor {
  const grants = [{ role, unitId }];
  return { kind: 'staff', staffId: newId(), agencyId, name: 'Prueba', grants, steppedUpAt: undefined };
}

/** A person with the given addresses, all agreed to. */
export async function givenPerson(
  ctx: Ctx,
  agencyId: string,
  person: { names: string; surnames: string; mobile?: string; email?: string },
): Promise<string> {
  const personId = await insertPerson(ctx, agencyId, person.names, person.surnames);
  const terms = { agencyId, personId, purpose: 'status-notices', noticeVersion: 'test', source: 'test' };
  if (person.mobile) await insertContact(ctx, { ...terms, channel: 'sms', address: person.mobile });
  if (person.email) await insertContact(ctx, { ...terms, channel: 'email', address: person.email });
  return personId;
}
