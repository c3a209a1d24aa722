import type { Channel } from '#modules/people/index.ts';
import { explainReason } from './explain-reason.ts';

/** So many permanent failures in a row end a telephone number: carriers err, and prepaid lines come back. */
export const SMS_FAILURES = 3;
/** A mail server that knows its mailboxes says so once. */
const MAIL_FAILURES = 1;

/** How many failures in a row, of the kind that ends an address, end it. */
export const failuresThatEnd = (channel: Channel): number => (channel === 'email' ? MAIL_FAILURES : SMS_FAILURES);

/**
 * Whether a failure says that the address itself is dead: not that it is full, that a telephone is off, or that a server
 * refuses us. `reason` is as the evidence keeps it (`unknownRecipient 5.1.1`, `ESME_RINVDSTADR`). To silence a living
 * address is worse than to write to a dead one: doubt says no.
 */
export function isOfTheAddress(channel: Channel, reason: string): boolean {
  const { word, code = '' } = explainReason(reason);
  if (channel === 'sms') return word === 'unknownRecipient' || word === 'wrongAddress';
  // A server that says "4" expects that it passes; without a code nobody said anything of the address.
  return (word === 'unknownRecipient' || word === 'barred') && /\b5\.\d+\.\d+\b/.test(code);
}
