import type { FailureReason, Permanence } from '../port.ts';

/** What an enhanced status code (RFC 3463) says of a message that did not arrive. */
export interface StatusMeaning {
  readonly reason: FailureReason;
  readonly permanence: Permanence;
}

/** Subject and detail of the codes whose meaning we act on; first match wins. */
const REASONS: readonly (readonly [RegExp, FailureReason])[] = [
  [/^\d\.1\.[0-46]$|^\d\.1\.10$/, 'unknownRecipient'],
  [/^\d\.2\.2$/, 'full'],
  [/^\d\.2\.\d+$/, 'barred'],
  [/^\d\.7\.\d+$/, 'refused'],
  [/^\d\.4\.\d+$/, 'absent'],
];

const ENHANCED = /\b([245]\.\d{1,3}\.\d{1,3})\b/;

/** The enhanced code in a server's words (`550 5.1.1 no such user`), if there is one. */
export const findEnhancedCode = (words: string): string | undefined => ENHANCED.exec(words)?.[1];

/** A full mailbox is emptied one day even if the server calls it permanent: it must not silence the address. */
export function meaningOf(code: string): StatusMeaning {
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  return { reason, permanence: code.startsWith('5') && reason !== 'full' ? 'permanent' : 'temporary' };
}
