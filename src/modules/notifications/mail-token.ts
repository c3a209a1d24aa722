import { timingSafeEqual } from 'node:crypto';

/**
 * Marks in addresses and links of mails that name one message and cannot be made up: bounces, complaints and
 * unsubscriptions of strangers must not touch it. In lower case and hexadecimal, for mail servers change capitals, and
 * short enough for the 64 octets of a local part (RFC 5321 section 4.5.3.1.1).
 */
export type MailTokenKind = 'return' | 'unsubscribe';

/** A keyed hash in hexadecimal, at least 20 digits. */
export type Sign = (value: string) => string;

const ID_DIGITS = 32;
const MARK_DIGITS = 20;
const TOKEN = new RegExp(`^[0-9a-f]{${ID_DIGITS + MARK_DIGITS}}$`);

/** The token of a message, 52 hexadecimal digits. `id` is a uuid. */
export function mailToken(kind: MailTokenKind, id: string, sign: Sign): string {
  return id.replaceAll('-', '') + sign(`${kind}|${id}`).slice(0, MARK_DIGITS);
}

/** The message that a token names; undefined when we did not make it. */
export function readMailToken(kind: MailTokenKind, token: string, sign: Sign): string | undefined {
  const written = token.toLowerCase();
  if (!TOKEN.test(written)) return undefined;
  const id = written.slice(0, ID_DIGITS).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return timingSafeEqual(Buffer.from(mailToken(kind, id, sign)), Buffer.from(written)) ? id : undefined;
}

/** When a message was made: its id, a uuid v7, says so (RFC 9562 section 5.7). */
export function madeAt(id: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
