import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { NotificationInput } from '../api/schemas.ts';
import { prepareRequests } from '../intake/prepare.ts';
import type { IntakeProblem } from '../intake/problems.ts';
import { takeRequests } from '../intake/take.ts';
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
 * that time, for ever, even if templates or rules have changed since.
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
  const problems = checked.flatMap((one, index) => (one.ok ? [] : located(index, one.problem)));
  if (problems.length > 0) return { ok: false, problems };
  const taken = await takeRequests(
    ctx,
    checked.flatMap((one) => (one.ok ? one.request : [])),
  );
  if (taken.ok) return taken;
  return { ok: false, problems: taken.otherContent.map((index) => located(index, { code: 'otherContent', what: '' })) };
}
