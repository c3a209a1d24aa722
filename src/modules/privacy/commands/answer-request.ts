import { endOfTerm, readCalendar } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { EFFECTIVE_DAYS, EXTENSION_DAYS, type IdentityProof } from '../domain/requests.ts';
import { privacyRefusals } from '../errors.ts';
import { move } from '../move.ts';

export interface AnswerRequest {
  readonly requestId: string;
  readonly granted: boolean;
  /** Reasons and legal basis; for a refusal they are what the person can contest. */
  readonly grounds: string;
  /** The document that was checked, when the request came by a code. */
  readonly identity?: IdentityProof | undefined;
}

/**
 * Grants or refuses. To grant, somebody must have seen a document: a code proves a telephone, not a person. What is
 * granted is to be done within its own term.
 */
export async function answerRequest(ctx: Ctx, { requestId, granted, grounds, identity }: AnswerRequest): Promise<void> {
  await move(ctx, {
    requestId,
    action: 'privacy.answer',
    to: granted ? 'granted' : 'refused',
    note: grounds,
    async change(tx, request) {
      const proof = identity ?? request.identity;
      if (granted && proof === 'code') throw new Refusal(privacyRefusals.identityNeeded);
      const answer = { answeredAt: tx.clock.now(), grounds, identity: proof };
      return granted ? { ...answer, effectiveBy: await endOfTerm(tx, request.agencyId, EFFECTIVE_DAYS) } : answer;
    },
  });
}

/** Makes the term to answer longer, once, with a reason that the person is told. */
export async function extendTerm(ctx: Ctx, input: { requestId: string; reason: string }): Promise<void> {
  await move(ctx, {
    requestId: input.requestId,
    action: 'privacy.answer',
    note: input.reason,
    async change(tx, request) {
      if (request.status !== 'received') throw new Refusal(privacyRefusals.wrongStatus, { folio: request.folio });
      if (request.extendedBecause !== null) throw new Refusal(privacyRefusals.extendedBefore);
      const calendar = await readCalendar(tx.db, request.agencyId, request.dueOn.year);
      return { extendedBecause: input.reason, dueOn: calendar.addWorkingDays(request.dueOn, EXTENSION_DAYS) };
    },
  });
}

/** The person takes it back. */
export async function withdrawRequest(ctx: Ctx, requestId: string): Promise<void> {
  await move(ctx, { requestId, action: 'privacy.answer', to: 'withdrawn', change: () => ({}) });
}
