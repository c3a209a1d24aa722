import { Refusal, type RefusalKind } from '../errors.ts';
import { isId } from '../ids.ts';
import { accessRefusals } from '../permissions/permissions.ts';
import type { WebCtx } from './routes.ts';

/** The id in the address of a page (`:id`). Anything that is none is refused as an id that belongs to nothing: `unknown`. */
export function idOf(ctx: WebCtx, unknown: RefusalKind = accessRefusals.notFound): string {
  const { id } = ctx.request.params;
  if (!isId(id)) throw new Refusal(unknown);
  return id;
}
