import type { z } from 'zod';
import type { Cookie, WebCtx } from './routes.ts';

/**
 * What a visitor without an account has proved, sealed in a cookie of their browser for some minutes: nothing of it stands
 * in an address, in our database, or on a shared computer's history.
 */
export interface SealedCookie<Value> {
  keep(ctx: WebCtx, value: Value): Cookie;
  /** Undefined when there is none, when it is too old, or when it was made elsewhere. */
  find(ctx: WebCtx): Value | undefined;
  /** Takes it away. */
  readonly none: Cookie;
}

export function sealedCookie<Schema extends z.ZodType>(
  name: string,
  minutes: number,
  schema: Schema,
): SealedCookie<z.output<Schema>> {
  const place = `http.cookie.${name}`;
  return {
    keep(ctx, value) {
      const until = ctx.clock.now().add({ minutes }).toString();
      return { name, value: ctx.crypt.seal(JSON.stringify({ until, value }), place), maxAge: minutes * 60 };
    },
    find(ctx) {
      const sealed = ctx.request.cookies[name];
      if (!sealed) return undefined;
      try {
        const { until, value } = JSON.parse(ctx.crypt.open(sealed, place)) as { until: string; value: unknown };
        const valid = Temporal.Instant.compare(Temporal.Instant.from(until), ctx.clock.now()) > 0;
        return valid ? schema.parse(value) : undefined;
      } catch {
        return undefined;
      }
    },
    none: { name, value: '', maxAge: 0 },
  };
}
