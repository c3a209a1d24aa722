import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { authorizePerson } from '../access.ts';
import { listMerges, type Merge } from '../store/merges.ts';
import { listConsents, loadPerson, type Consent } from '../store/people.ts';
import { findAllIds, listContacts, type KnownContact } from '../store/rights.ts';

/** Everything that this module holds of one person, in clear. */
export interface PersonExport {
  readonly id: string;
  readonly agencyId: string;
  readonly names: string;
  readonly surnames: string;
  readonly registeredAt: Temporal.Instant;
  /** This record and those merged into it: other modules keep any of them. */
  readonly allIds: readonly string[];
  readonly contacts: readonly KnownContact[];
  readonly consents: readonly Consent[];
  readonly merges: readonly Merge[];
}

/** Right of access: for the person themself, and for who answers their request. The reading is recorded. */
export async function exportPerson(ctx: Ctx, personId: string): Promise<PersonExport> {
  const agencyId = await authorizePerson(ctx, 'people.export', personId);
  const person = await loadPerson(ctx, personId);
  if (!person) throw new Error(`person ${personId} has an agency and no row`);
  await recordAudit(ctx, { action: 'people.export', entityType: 'person', entityId: person.id, agencyId });
  const { id, names, surnames, registeredAt } = person;
  return {
    id,
    agencyId,
    names,
    surnames,
    registeredAt,
    allIds: await findAllIds(ctx, id),
    contacts: await listContacts(ctx, id),
    consents: await listConsents(ctx.db, id),
    merges: await listMerges(ctx, id),
  };
}
