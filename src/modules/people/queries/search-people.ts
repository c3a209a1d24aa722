import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { authorizePerson, demandOwnAgency } from '../access.ts';
import { normaliseMobile } from '../addresses/mobile.ts';
import { maskedFor } from './masked-for.ts';
import { findSimilar, type SimilarPerson, type Wanted } from './similar-people.ts';
import {
  findIdsByAddress,
  findIdsByName,
  listConsents,
  loadDistinctPeople,
  loadPerson,
  type Consent,
  type Person,
} from '../store/people.ts';

const MOST = 25;

/**
 * People by mobile, e-mail or name (in any order; what sounds alike or has a slip comes after what is the same), at most
 * 25. Addresses are masked unless the actor may `people.read_contact`. Each search is recorded (R9: access log) without
 * what was typed.
 */
export async function searchPeople(ctx: Ctx, agencyId: string, written: string): Promise<Person[]> {
  authorizeSomewhere(ctx, 'people.read');
  demandOwnAgency(ctx, agencyId);
  const ids = (await idsFor(ctx, agencyId, written.trim())).slice(0, MOST);
  const people = await loadDistinctPeople(ctx, ids);
  await recordSearch(ctx, agencyId, people.length);
  return people.map((person) => maskedFor(ctx, person));
}

/** One person with all consents, past ones too. The reading is recorded. */
export async function readPerson(ctx: Ctx, personId: string): Promise<Person & { consents: readonly Consent[] }> {
  const agencyId = await authorizePerson(ctx, 'people.read', personId);
  return transact(ctx, async (tx) => {
    await recordAudit(tx, { action: 'people.read', entityType: 'person', entityId: personId, agencyId });
    const person = await loadPerson(tx, personId);
    if (!person) throw new Error(`person ${personId} has an agency and no row`);
    return { ...maskedFor(tx, person), consents: await listConsents(tx.db, person.id) };
  });
}

/**
 * Who a new entry may already be: everybody with one of the addresses, and everybody with a name that is alike. The desk
 * is asked before a second row is made. The likeliest first, at most 25.
 */
export async function findLikelyDuplicates(ctx: Ctx, entry: Wanted): Promise<SimilarPerson[]> {
  authorizeSomewhere(ctx, 'people.register');
  demandOwnAgency(ctx, entry.agencyId);
  const similar = await findSimilar(ctx, entry);
  return similar.slice(0, MOST).map((person) => maskedFor(ctx, person));
}

/**
 * People whose name is alike, in spite of accents, order of surnames, a missing name or a slip; the likeliest first, at
 * most 25. The search is recorded without what was typed.
 */
export async function findSimilarPeople(ctx: Ctx, wanted: Wanted): Promise<SimilarPerson[]> {
  authorizeSomewhere(ctx, 'people.read');
  demandOwnAgency(ctx, wanted.agencyId);
  const similar = (await findSimilar(ctx, wanted)).slice(0, MOST);
  await recordSearch(ctx, wanted.agencyId, similar.length);
  return similar.map((person) => maskedFor(ctx, person));
}

function recordSearch(ctx: Ctx, agencyId: string, found: number): Promise<void> {
  const entry = { action: 'people.search', entityType: 'agency', entityId: agencyId, agencyId };
  return recordAudit(ctx, { ...entry, detail: { found } });
}

async function idsFor(ctx: Ctx, agencyId: string, written: string): Promise<string[]> {
  if (written === '') return [];
  if (written.includes('@')) return findIdsByAddress(ctx, agencyId, 'email', written.toLowerCase());
  const mobile = normaliseMobile(written);
  if (mobile.ok) return findIdsByAddress(ctx, agencyId, 'sms', mobile.e164);
  const same = await findIdsByName(ctx, agencyId, written);
  const similar = await findSimilar(ctx, { agencyId, names: written, surnames: '' });
  return [...new Set([...same, ...similar.map(({ id }) => id)])];
}
