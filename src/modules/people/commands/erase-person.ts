import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizePerson } from '../access.ts';
import { endContacts } from '../store/contacts.ts';
import { eraseAddresses, eraseNames, lockAllIds } from '../store/rights.ts';

/** What stands where a name was. */
export const ERASED_NAME = 'Datos cancelados';

export interface ErasePerson {
  readonly personId: string;
  /** The law asks to know who it was, e.g. who lodged a procedure: then only the ways to reach them go. */
  readonly keepName: boolean;
  /** What asked for it, e.g. the folio of a request. */
  readonly source: string;
}

/**
 * Right of cancellation: ends every contact and consent, empties all addresses, and takes the name unless it must be kept.
 * Consents stay as rows (what was agreed and when), without any address. Cannot be undone.
 */
export async function erasePerson(ctx: Ctx, input: ErasePerson): Promise<{ addresses: number; records: number }> {
  const agencyId = await authorizePerson(ctx, 'people.erase', input.personId);
  return transact(ctx, async (tx) => {
    const ids = await lockAllIds(tx, input.personId);
    await endContacts(tx, { personId: input.personId, because: 'withdrawn', source: input.source });
    const addresses = await eraseAddresses(tx, ids);
    if (!input.keepName) await eraseNames(tx, ids, ERASED_NAME);
    const entry = { action: 'people.erase', entityType: 'person', entityId: input.personId, agencyId };
    const detail = { source: input.source, addresses, nameKept: input.keepName };
    await recordAudit(tx, { ...entry, detail });
    return { addresses, records: ids.length };
  });
}

/** Right of opposition to notices: every contact and consent ends, today. The data stay; a new consent begins anew. */
export async function opposeNotices(ctx: Ctx, input: { personId: string; source: string }): Promise<void> {
  const agencyId = await authorizePerson(ctx, 'people.erase', input.personId);
  await transact(ctx, async (tx) => {
    await endContacts(tx, { personId: input.personId, because: 'withdrawn', source: input.source });
    const entry = { action: 'people.oppose', entityType: 'person', entityId: input.personId, agencyId };
    await recordAudit(tx, { ...entry, detail: { source: input.source } });
  });
}
