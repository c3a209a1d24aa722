import { z } from 'zod';
import type { Cookie, WebCtx } from '#platform/http/routes.ts';
import { sealedCookie } from '#platform/http/sealed-cookie.ts';

const Proof = z.object({
  folio: z.string(),
  /** The citizen of the folio; absent for somebody who only says "that is not me". */
  personId: z.string().optional(),
  /** A code that is on its way, and to where, masked. */
  pending: z.object({ verificationId: z.string(), channel: z.enum(['sms', 'email']), to: z.string() }).optional(),
});

/** What a visitor without an account has proved about a folio, and which code they wait for. */
export type Proof = z.output<typeof Proof>;

const cookie = sealedCookie('avisos', 15, Proof);

export const NO_PROOF: Cookie = cookie.none;

export const proofCookie = (ctx: WebCtx, proof: Proof): Cookie => cookie.keep(ctx, proof);

/** What the visitor has proved about this folio; undefined when nothing, or too long ago. */
export function findProof(ctx: WebCtx, folio: string): Proof | undefined {
  const proof = cookie.find(ctx);
  return proof?.folio === folio ? proof : undefined;
}
