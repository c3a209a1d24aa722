import { createHmac, randomBytes } from 'node:crypto';

/**
 * Signatures of Standard Webhooks (standardwebhooks.com, `v1`): HMAC-SHA-256 over id, time and body. By hand: the library
 * `standardwebhooks` brings its own base64 and hash for these few lines, which Node has built in.
 */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret as both sides keep it. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/** @param seconds since 1970, as sent in `webhook-timestamp`. */
export function sign(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}
