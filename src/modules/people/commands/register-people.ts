import { recordAudits } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { findAgencyOfUnit } from '../store/people.ts';
import { findSamePeople, insertContacts, insertPeople, sameness, type NewContact } from '../store/register-many.ts';
import { PRIVACY_NOTICE_VERSION, STATUS_NOTICES, type RegisterPerson } from './register-person.ts';

export type RegisterPeople = Pick<RegisterPerson, 'unitId' | 'names' | 'surnames' | 'mobile' | 'email'>;

/**
 * `registerPerson` for many people of one agency at once, in a handful of statements: what a file brings. By the same
 * rule (same name and one of the addresses: the same person), also among themselves. Returns their ids in order.
 */
export async function registerPeople(
  ctx: Ctx,
  agencyId: string,
  source: string,
  people: readonly RegisterPeople[],
): Promise<string[]> {
  const units = new Set(people.map(({ unitId }) => unitId));
  for (const unitId of units) authorize(ctx, 'people.register', unitId);
  for (const unitId of units)
    if ((await findAgencyOfUnit(ctx.db, unitId)) !== agencyId) throw new Refusal(accessRefusals.notFound);
  return transact(ctx, async (tx) => {
    const given = people.map((person) => ({ ...person, ...sameness(tx, person) }));
    const before = await findSamePeople(tx, agencyId, given);
    /** Name and address -> the person that has both, in the database or earlier in this batch. */
    const known = new Map<string, string>();
    const added: ((typeof given)[number] & { readonly id: string })[] = [];
    const ids = given.map((person, at) => {
      const keys = person.addressIndexes.map((address) => `${person.nameIndex} ${address}`);
      const found = before.get(at) ?? keys.map((key) => known.get(key)).find((id) => id !== undefined);
      const id = found ?? person.newId;
      if (!found) added.push({ ...person, id });
      for (const key of keys) known.set(key, id);
      return id;
    });
    await insertPeople(tx, agencyId, added);
    const contacts = given.flatMap(({ mobile, email }, at): NewContact[] => [
      ...(mobile ? [{ personId: ids[at] ?? '', channel: 'sms' as const, address: mobile }] : []),
      ...(email ? [{ personId: ids[at] ?? '', channel: 'email' as const, address: email }] : []),
    ]);
    const terms = { agencyId, purpose: STATUS_NOTICES, noticeVersion: PRIVACY_NOTICE_VERSION, source };
    await insertContacts(tx, terms, contacts);
    const isNew = new Set(added.map(({ id }) => id));
    await recordAudits(
      tx,
      given.map(({ unitId, addressIndexes }, at) => ({
        action: 'people.register',
        entityType: 'person',
        entityId: ids[at] ?? '',
        agencyId,
        unitId,
        detail: { known: !isNew.has(ids[at] ?? ''), channels: addressIndexes.length },
      })),
    );
    return ids;
  });
}
