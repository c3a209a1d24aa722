import type { WebCtx } from '#platform/http/routes.ts';
import type { Cookie } from '#platform/http/routes.ts';
import type { Channel } from '#modules/people/index.ts';
import { z } from 'zod';

const MINUTES = 15;
const PLACE = 'registry.my-notices';
const COOKIE = 'avisos';

const Proof = z.object({
  folio: z.string(),
  /** The citizen of the folio; absent for somebody who only says "that is not me". */
  personId: z.string().optional(),
  until: z.string(),
  /** A code that is on its way, and to where, masked. */
  pending: z.object({ verificationId: z.string(), channel: z.enum(['sms', 'email']), to: z.string() }).optional(),
});

/**
 * What a visitor without an account has proved about a folio, and which code they wait for. It travels sealed in a cookie
 * for a quarter of an hour: nothing of it stands in an address or on a shared computer's history.
 */
export interface Proof {
  readonly folio: string;
  readonly personId?: string | undefined;
  readonly pending?: { readonly verificationId: string; readonly channel: Channel; readonly to: string } | undefined;
}

export function proofCookie(ctx: WebCtx, proof: Proof): Cookie {
  const until = ctx.clock.now().add({ minutes: MINUTES }).toString();
  return { name: COOKIE, value: ctx.crypt.seal(JSON.stringify({ ...proof, until }), PLACE), maxAge: MINUTES * 60 };
}

export const NO_PROOF: Cookie = { name: COOKIE, value: '', maxAge: 0 };

/** What the visitor has proved about this folio; undefined when nothing, or too long ago. */
export function findProof(ctx: WebCtx, folio: string): Proof | undefined {
  const sealed = ctx.request.cookies[COOKIE];
  if (!sealed) return undefined;
  try {
    const { until, ...proof } = Proof.parse(JSON.parse(ctx.crypt.open(sealed, PLACE)));
    const valid = Temporal.Instant.compare(Temporal.Instant.from(until), ctx.clock.now()) > 0;
    return valid && proof.folio === folio ? proof : undefined;
  } catch {
    return undefined;
  }
}
