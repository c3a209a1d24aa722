import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { drawRandom } from '../crypt/random.ts';

/** A form left open over a lunch break still works; one from yesterday does not. */
const MAX_AGE_SECONDS = 12 * 3600;

/**
 * Token of one form on one page: a random nonce and the time, signed together with what it is bound to (the session, or
 * "anonymous"). It proves that the form came from us (CSRF) and names the sending, so that a second one is harmless.
 */
export class FormTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(boundTo: string, now: Temporal.Instant): string {
    const nonce = drawRandom(12).toString('base64url');
    const seconds = Math.floor(now.epochMilliseconds / 1000).toString(36);
    return `${nonce}.${seconds}.${this.#sign(nonce, seconds, boundTo)}`;
  }

  /** The token of a page, the same for all its forms; made when the first of them asks, for most pages hold no form. */
  whenAsked(boundTo: string, clock: Clock): () => string {
    let token: string | undefined;
    return () => (token ??= this.issue(boundTo, clock.now()));
  }

  /** Whether a token is ours, for this, and fresh: not forged, foreign or too old. */
  verify(token: unknown, boundTo: string, now: Temporal.Instant): boolean {
    if (typeof token !== 'string') return false;
    const [nonce = '', seconds = '', signature = ''] = token.split('.', 3);
    const expected = this.#sign(nonce, seconds, boundTo);
    if (signature.length !== expected.length) return false;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return false;
    const age = now.epochMilliseconds / 1000 - Number.parseInt(seconds, 36);
    return age >= -60 && age <= MAX_AGE_SECONDS;
  }

  #sign(nonce: string, seconds: string, boundTo: string): string {
    return createHmac('sha256', this.#key).update(`form|${nonce}|${seconds}|${boundTo}`).digest('base64url');
  }
}
