import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import {
  personalLetters,
  personalNotices,
  type Letter,
  type PersonalNotice,
  type Wish,
} from '#modules/notifications/index.ts';
import { exportPerson, type PersonExport } from '#modules/people/index.ts';
import { ownProcedures, type OwnProcedure } from '#modules/registry/index.ts';
import { privacyRefusals } from '../errors.ts';
import { listRequestsOf, type RightsRequest } from '../store/requests.ts';
import { getRequest } from './requests.ts';

/** Everything that Ventanilla holds of one person. */
export interface PersonalFile {
  readonly madeAt: Temporal.Instant;
  readonly person: PersonExport;
  readonly procedures: readonly OwnProcedure[];
  readonly notices: readonly PersonalNotice[];
  /** What they wrote to us, and which notices their addresses do not get. */
  readonly letters: readonly Letter[];
  readonly wishes: readonly Wish[];
  readonly requests: readonly RightsRequest[];
}

/**
 * Right of access: what each module holds of the person, for the person themself or for who answers their request. Each
 * module asks for the right and records the reading.
 */
export async function personalFile(ctx: Ctx, personId: string): Promise<PersonalFile> {
  const person = await exportPerson(ctx, personId);
  const { id, allIds } = person;
  return {
    madeAt: ctx.clock.now(),
    person,
    procedures: await ownProcedures(ctx, id, allIds),
    notices: await personalNotices(ctx, id, allIds),
    ...(await personalLetters(ctx, id, person.contacts)),
    requests: await listRequestsOf(ctx, allIds),
  };
}

/** The file that answers a request of access; before it was granted there is none. */
export async function fileForRequest(ctx: Ctx, requestId: string): Promise<{ folio: string; file: PersonalFile }> {
  const request = await getRequest(ctx, requestId);
  const given = request.kind === 'access' && (request.status === 'granted' || request.status === 'fulfilled');
  if (!given) throw new Refusal(privacyRefusals.notFound);
  return { folio: request.folio, file: await personalFile(ctx, request.personId) };
}

/** The same with addresses masked: whoever holds one telephone of a family need not learn the others. */
export function maskedFile(file: PersonalFile): PersonalFile {
  const mask = <Item extends { channel: 'sms' | 'email'; address: string }>(item: Item): Item => ({
    ...item,
    address: item.address && maskAddress(item.channel, item.address),
  });
  return {
    ...file,
    person: { ...file.person, contacts: file.person.contacts.map(mask) },
    notices: file.notices.map(mask),
  };
}

/** As a file that programs read, in UTF-8, with times in UTC (ISO 8601). */
export function fileAsJson(file: PersonalFile): string {
  return `${JSON.stringify({ format: 'ventanilla-personal-data', version: 1, ...file }, null, 2)}\n`;
}
