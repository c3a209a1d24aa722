import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { takeToken } from '#platform/http/rate-limit.ts';
import { announce } from '#platform/outbox/events.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { authorizePerson } from '../access.ts';
import { verificationRequested } from '../events.ts';
import { findIdsOfHolder, loadPerson, type Channel } from '../store/people.ts';
import { insertVerification } from '../store/verifications.ts';

/** An SMS costs money and annoys its owner: so many codes to one address, on all nodes together. */
const CODES_PER_ADDRESS = { burst: 3, seconds: 900 };
/** And over a day: each code may be guessed at five times, and whoever guesses has patience. */
const CODES_PER_ADDRESS_AND_DAY = { burst: 10, seconds: 86_400 };
/** Nobody may make us pay for codes to number after number in the name of one person. */
const CODES_PER_PERSON = { burst: 10, seconds: 86_400 };

/**
 * Sends a code to a channel that a person wants to add. The channel is stored with the person only once the code comes
 * back (`confirmVerification`). `address` is normalised: E.164, or a mail address in lower case.
 */
export async function startVerification(
  ctx: Ctx,
  input: { personId: string; channel: Channel; address: string },
): Promise<{ verificationId: string }> {
  const agencyId = await authorizePerson(ctx, 'people.register', input.personId);
  // Of a person merged meanwhile, the record that was kept gets the channel.
  const personId = (await loadPerson(ctx, input.personId))?.id ?? input.personId;
  return request(ctx, { ...input, personId, agencyId, purpose: 'add_channel' }, true);
}

/**
 * Sends a code to a channel that is to be taken away: by its person, or by whoever got the person's notices by mistake. Open
 * to anybody who knows of the procedure, so the answer is the same whether the address is the person's or not; a code goes
 * only to one that is.
 */
export async function startRemoval(
  ctx: Ctx,
  input: { personId: string; channel: Channel; address: string },
): Promise<{ verificationId: string }> {
  const person = await loadPerson(ctx, input.personId);
  if (!person) throw new Refusal(accessRefusals.notFound);
  const { id: personId, agencyId } = person;
  const stands = person.contacts.some(({ channel, address }) => channel === input.channel && address === input.address);
  return request(ctx, { ...input, personId, agencyId, purpose: 'remove_channel' }, stands);
}

/**
 * Sends a code to somebody who wants to see everything of theirs (X2). Open to anybody, so the answer is the same
 * whether the address is known or not; a code goes only to one that is, that nobody doubts, and that was not added by
 * folio and surname alone.
 */
export async function startAccess(
  ctx: Ctx,
  input: { agencyId: string; channel: Channel; address: string },
): Promise<{ verificationId: string }> {
  const known = await findIdsOfHolder(ctx, input.agencyId, input.channel, input.address);
  return request(ctx, { ...input, personId: null, purpose: 'access' }, known.length > 0);
}

async function request(
  ctx: Ctx,
  wanted: Parameters<typeof insertVerification>[1],
  send: boolean,
): Promise<{ verificationId: string }> {
  const index = ctx.crypt.blindIndex(wanted.address, `people.${wanted.channel}`);
  await takeToken(ctx, `people.code:${index}`, CODES_PER_ADDRESS);
  await takeToken(ctx, `people.code.day:${index}`, CODES_PER_ADDRESS_AND_DAY);
  if (wanted.personId) await takeToken(ctx, `people.code.person:${wanted.personId}`, CODES_PER_PERSON);
  return transact(ctx, async (tx) => {
    const verificationId = await insertVerification(tx, wanted);
    const about = { agencyId: wanted.agencyId, entity: `verification:${verificationId}` };
    const payload = { verificationId, channel: wanted.channel, locale: ctx.locale };
    if (send) await announce(tx, verificationRequested, about, payload);
    return { verificationId };
  });
}
