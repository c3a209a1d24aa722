import type { Ctx } from '#platform/context.ts';
import { findQuestionToken } from '#modules/people/index.ts';
import { render } from '../domain/render.ts';
import { confirmLink } from '../reactions/confirm-first.ts';
import type { ClearMessage } from '../store/withhold.ts';

/**
 * Puts the link into the question as it leaves: who only reads our screens or tables cannot answer it. Undefined when it was
 * answered meanwhile.
 */
export async function fillQuestion(ctx: Ctx, message: ClearMessage): Promise<ClearMessage | undefined> {
  const word = await findQuestionToken(ctx, message.subjectId);
  return word === undefined ? undefined : { ...message, body: render(message.body, { liga: confirmLink(ctx, word) }) };
}
