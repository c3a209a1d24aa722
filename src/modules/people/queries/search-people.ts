import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { maskEmail, maskPhone } from '#platform/i18n/mask.ts';
import { authorizeSomewhere, canSomewhere } from '#platform/permissions/permissions.ts';
import { authorizePerson, demandOwnAgency } from '../access.ts';
import { normaliseMobile } from '../domain/mobile.ts';
import {
  findIdsByAddress,
  findIdsByName,
  listConsents,
  loadPerson,
  type Consent,
  type Person,
} from '../store/people.ts';

const MOST = 25;

/**
 * People by mobile, e-mail or full name (in any order and spelling of accents), at most 25. Addresses are masked unless
 * the actor may `people.read_contact`. Each search is recorded (R9: access log) without what was typed.
 */
export async function searchPeople(ctx: Ctx, agencyId: string, written: string): Promise<Person[]> {
  authorizeSomewhere(ctx, 'people.read');
  demandOwnAgency(ctx, agencyId);
  const ids = (await idsFor(ctx, agencyId, written.trim())).slice(0, MOST);
  const people = (await Promise.all(ids.map((id) => loadPerson(ctx, id)))).filter((person) => person !== undefined);
  await recordAudit(ctx, {
    action: 'people.search',
    entityType: 'agency',
    entityId: agencyId,
    agencyId,
    detail: { found: people.length },
  });
  return people.map((person) => masked(ctx, person));
}

/** One person with all consents, past ones too. The reading is recorded. */
export async function readPerson(ctx: Ctx, personId: string): Promise<Person & { consents: readonly Consent[] }> {
  const agencyId = await authorizePerson(ctx, 'people.read', personId);
  return transact(ctx, async (tx) => {
    await recordAudit(tx, { action: 'people.read', entityType: 'person', entityId: personId, agencyId });
    const person = await loadPerson(tx, personId);
    if (!person) throw new Error(`person ${personId} has an agency and no row`);
    return { ...masked(tx, person), consents: await listConsents(tx.db, person.id) };
  });
}

/**
 * Who a new entry may already be: everybody with one of the addresses or the same name. The desk is asked before a
 * second row is made.
 */
export async function findLikelyDuplicates(
  ctx: Ctx,
  entry: { agencyId: string; names: string; surnames: string; mobile?: string | undefined; email?: string | undefined },
): Promise<Person[]> {
  authorizeSomewhere(ctx, 'people.register');
  demandOwnAgency(ctx, entry.agencyId);
  const found = await Promise.all([
    entry.mobile ? findIdsByAddress(ctx, entry.agencyId, 'sms', entry.mobile) : [],
    entry.email ? findIdsByAddress(ctx, entry.agencyId, 'email', entry.email) : [],
    findIdsByName(ctx, entry.agencyId, `${entry.names} ${entry.surnames}`),
  ]);
  const ids = [...new Set(found.flat())].slice(0, MOST);
  const people = (await Promise.all(ids.map((id) => loadPerson(ctx, id)))).filter((person) => person !== undefined);
  return people.map((person) => masked(ctx, person));
}

async function idsFor(ctx: Ctx, agencyId: string, written: string): Promise<string[]> {
  if (written === '') return [];
  if (written.includes('@')) return findIdsByAddress(ctx, agencyId, 'email', written.toLowerCase());
  const mobile = normaliseMobile(written);
  return mobile.ok ? findIdsByAddress(ctx, agencyId, 'sms', mobile.e164) : findIdsByName(ctx, agencyId, written);
}

function masked(ctx: Ctx, person: Person): Person {
  const own = ctx.actor.kind === 'citizen' && ctx.actor.personIds.includes(person.id);
  if (own || canSomewhere(ctx.access, ctx.actor, 'people.read_contact')) return person;
  const contacts = person.contacts.map((contact) => ({
    ...contact,
    address: contact.channel === 'sms' ? maskPhone(contact.address) : maskEmail(contact.address),
  }));
  return { ...person, contacts };
}
