import type { Ctx } from '#platform/context.ts';
import { findUnreachableMobile } from '#modules/notifications/index.ts';
import { mobileTexts } from '../mobile-texts.ts';

/** Why a number would get no SMS, in words for whoever typed it; undefined when it can. `e164` is normalised. */
export async function unreachableWords(ctx: Ctx, agencyId: string, e164: string): Promise<string | undefined> {
  const why = await findUnreachableMobile(ctx, agencyId, e164);
  return why && mobileTexts(ctx.locale)(why);
}
