import type { EmailMessage } from '../port.ts';

/** The list headers of a message that one can stop receiving (RFC 2369; RFC 8058 when the address is https). */
export function unsubscribeHeaders(unsubscribe: EmailMessage['unsubscribe']): Record<string, string> {
  if (!unsubscribe) return {};
  const { url, mailto } = unsubscribe;
  const targets = [`<${url}>`, ...(mailto === undefined ? [] : [`<mailto:${mailto}>`])];
  return {
    'List-Unsubscribe': targets.join(', '),
    ...(url.startsWith('https://') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}

/** Nothing that a program wrote should be answered by one (RFC 3834 section 5). */
export const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' } as const;

/** The envelope: bounces go to the message's own return path, when it has one. */
export function envelopeOf(message: EmailMessage): { from: string; to: string } {
  return { from: message.returnPath ?? message.from.address, to: message.to.address };
}
