import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';

/** The id in the address of the page; anything that is none does not exist. */
export function recordIdOf(ctx: WebCtx): string {
  const { id } = ctx.request.params;
  if (!isId(id)) throw new Refusal(httpRefusals.pageNotFound);
  return id;
}
