import type { Ctx } from '#platform/context.ts';
import { openVerification } from '#modules/people/index.ts';
import { render } from '../domain/render.ts';
import type { ClearMessage } from '../store/withhold.ts';

/**
 * Puts the code into its text as it leaves: it is stored once, with the verification, and no message, evidence or log
 * ever holds it. Undefined when the code was used, replaced or is too old: to send it would only mislead.
 */
export async function fillCode(ctx: Ctx, message: ClearMessage): Promise<ClearMessage | undefined> {
  const open = await openVerification(ctx, message.subjectId);
  return open && { ...message, body: render(message.body, { codigo: open.code }) };
}
