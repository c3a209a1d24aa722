import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import type { ClientActor } from '#platform/permissions/actor.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { NotificationInput } from '../api/schemas.ts';
import { hashOf, prepareRequests } from '../intake/prepare.ts';
import type { IntakeProblem } from '../intake/problems.ts';
import { takeRequests } from '../intake/take.ts';
import { findRequests, requestKey, type RequestName } from '../store/requests.ts';
import { KEY_SCOPES } from './change-keys.ts';

export interface LocatedProblem extends IntakeProblem {
  readonly index: number;
  readonly externalId: string;
}

export type Requested =
  /** What each was answered, as JSON (`AcceptedNotification`). */
  | { readonly ok: true; readonly answers: readonly string[] }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/**
 * Takes what another system asks for, whole or not at all. An id that came before with the same content gets the answer of
 * that time, for ever, even if templates or rules have changed since, or it could not be taken any more.
 */
export async function requestNotices(
  ctx: Ctx,
  modules: readonly NoticeKind[],
  items: readonly NotificationInput[],
): Promise<Requested> {
  authorizeSomewhere(ctx, KEY_SCOPES.send);
  const { actor } = ctx;
  if (actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  const checked = await prepareRequests(ctx, actor, modules, items);
  const located = (index: number, problem: IntakeProblem): LocatedProblem => ({
    ...problem,
    index,
    externalId: items[index]?.externalId ?? '',
  });
  const answered = await findAnswers(
    ctx,
    actor,
    items.filter((_, index) => !checked[index]?.ok),
  );
  const answers = items.map((item) => answered.get(item));
  const problems = checked.flatMap((one, index) =>
    one.ok || answers[index] !== undefined ? [] : located(index, one.problem),
  );
  if (problems.length > 0) return { ok: false, problems };
  const fresh = checked.flatMap((one, index) => (one.ok ? { index, request: one.request } : []));
  const taken = await takeRequests(
    ctx,
    fresh.map(({ request }) => request),
  );
  if (!taken.ok) {
    const indexes = taken.otherContent.map((position) => fresh[position]?.index ?? position);
    return { ok: false, problems: indexes.map((index) => located(index, { code: 'otherContent', what: '' })) };
  }
  for (const [position, { index }] of fresh.entries()) answers[index] = taken.answers[position];
  return { ok: true, answers: answers.map((answer) => answer ?? '') };
}

/** What was answered when these same items came before. */
async function findAnswers(
  ctx: Ctx,
  { agencyId, name: system, mode = 'test' }: ClientActor,
  items: readonly NotificationInput[],
): Promise<ReadonlyMap<NotificationInput, string>> {
  const nameOf = ({ externalId }: NotificationInput): RequestName => ({ agencyId, system, mode, externalId });
  const stored = await findRequests(ctx, items.map(nameOf));
  return new Map(
    items.flatMap((item) => {
      const known = stored.get(requestKey(nameOf(item)));
      return known?.contentHash === hashOf(item) ? [[item, known.answer] as const] : [];
    }),
  );
}
