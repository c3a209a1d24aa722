import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { demandOwnAgency } from '../access.ts';
import { findAgencyOfUnit, findSamePerson, insertContact, insertPerson, loadPerson } from '../store/people.ts';
import { holdUnerased } from '../store/rights.ts';

/** Version of the privacy notice that consents are given under; a new text is a new version. */
export const PRIVACY_NOTICE_VERSION = '2026-01';
export const STATUS_NOTICES = 'status-notices';

export interface RegisterPerson {
  /** The unit that registers: permission is needed there, and its agency keeps the person. */
  unitId: string;
  /** The agency that the caller takes it for; a unit of another one is refused. */
  agencyId?: string | undefined;
  names: string;
  surnames: string;
  /** E.164, already normalised. Given means: consents to status notices there. */
  mobile?: string | undefined;
  email?: string | undefined;
  /** Where the consent was given, e.g. `counter` or `api`. */
  source: string;
  /** The clerk was asked (`findLikelyDuplicates`) and says: it is this person. Their name stays as it is. */
  sameAs?: string | undefined;
}

/**
 * Registers a person with the channels to which they agree (R1: each channel is optional). A person with the same name
 * and one of the addresses is taken as the same one. The agency is that of the unit, whatever the caller believes:
 * a wrong one would put a person where nobody of the office finds them. Staff and clients of another agency are refused
 * before anything is looked up.
 */
export async function registerPerson(ctx: Ctx, input: RegisterPerson): Promise<{ personId: string; known: boolean }> {
  authorize(ctx, 'people.register', input.unitId);
  const agencyId = await findAgencyOfUnit(ctx.db, input.unitId);
  if (!agencyId || (input.agencyId ?? agencyId) !== agencyId) throw new Refusal(accessRefusals.notFound);
  demandOwnAgency(ctx, agencyId);
  return transact(ctx, async (tx) => {
    const addresses = [input.mobile, input.email].filter((address) => address !== undefined);
    const name = `${input.names} ${input.surnames}`;
    const known = input.sameAs
      ? await chosen(tx, agencyId, input.sameAs)
      : await findSamePerson(tx, agencyId, name, addresses);
    // Who was erased since the clerk recognised them is somebody new, under the name that they give now.
    const found = known !== undefined && (await holdUnerased(tx, known)) ? known : undefined;
    const personId = found ?? (await insertPerson(tx, agencyId, input.names, input.surnames));
    const consent = {
      agencyId,
      personId,
      purpose: STATUS_NOTICES,
      noticeVersion: PRIVACY_NOTICE_VERSION,
      source: input.source,
    };
    if (input.mobile) await insertContact(tx, { ...consent, channel: 'sms', address: input.mobile });
    if (input.email) await insertContact(tx, { ...consent, channel: 'email', address: input.email });
    await recordAudit(tx, {
      action: 'people.register',
      entityType: 'person',
      entityId: personId,
      agencyId,
      unitId: input.unitId,
      detail: { known: found !== undefined, channels: addresses.length },
    });
    return { personId, known: found !== undefined };
  });
}

/** The record that stands for an id today, in this agency or not at all. */
async function chosen(tx: Ctx, agencyId: string, id: string): Promise<string> {
  const person = await loadPerson(tx, id);
  if (person?.agencyId !== agencyId) throw new Refusal(accessRefusals.notFound);
  return person.id;
}
