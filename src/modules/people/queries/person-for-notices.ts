import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { findContact, findReplaced } from '../store/contacts.ts';
import { listConsents, loadPerson, type Consent } from '../store/people.ts';
import { findUnusedVerification, type OpenVerification } from '../store/verifications.ts';

export interface PersonForNotices {
  readonly givenNames: string;
  readonly surnames: string;
  /** E.164. Absent where there is none or no consent is in force for the channel. */
  readonly mobile?: string;
  readonly email?: string;
  readonly consents: readonly Consent[];
}

/** What a message needs, in clear: for the program itself only. A merged id gives the person that was kept. */
export async function personForNotices(ctx: Ctx, personId: string): Promise<PersonForNotices | undefined> {
  demandSystem(ctx);
  const person = await loadPerson(ctx, personId);
  if (!person) return undefined;
  const consents = (await listConsents(ctx.db, person.id)).filter((consent) => consent.withdrawnAt === null);
  // The newest verified one first; an unverified one is better than none (R3).
  const reach = (channel: 'sms' | 'email') => {
    const points = person.contacts.filter((contact) => contact.channel === channel);
    return (points.find((point) => point.verified) ?? points[0])?.address;
  };
  const [mobile, email] = [reach('sms'), reach('email')];
  return {
    givenNames: person.names,
    surnames: person.surnames,
    ...(mobile ? { mobile } : {}),
    ...(email ? { email } : {}),
    consents,
  };
}

/** The code and where it goes, for whoever sends it; undefined once it has expired or was used. System actor only. */
export async function openVerification(ctx: Ctx, verificationId: string): Promise<OpenVerification | undefined> {
  demandSystem(ctx);
  return findUnusedVerification(ctx, verificationId);
}

/** Where a contact led that another one took the place of, for whoever tells it; undefined once that is erased. System actor only. */
export async function openReplaced(ctx: Ctx, contactId: string): ReturnType<typeof findReplaced> {
  demandSystem(ctx);
  return findReplaced(ctx, contactId);
}

/** Where a contact in force leads, for whoever writes to it; undefined once it ended. System actor only. */
export async function openContact(ctx: Ctx, contactId: string): ReturnType<typeof findContact> {
  demandSystem(ctx);
  return findContact(ctx, contactId);
}

function demandSystem(ctx: Ctx): void {
  if (ctx.actor.kind !== 'system') throw new Refusal(accessRefusals.notAllowed);
}
