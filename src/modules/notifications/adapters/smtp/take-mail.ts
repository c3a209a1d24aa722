import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import type { Complaint, InboundMessage, Receipt } from '../port.ts';
import { complaintOf } from './arf.ts';
import { parseMail, receiptsOf } from './dsn.ts';

/** A report quotes the whole message; more than this is no report and no answer of a citizen. */
export const MAX_OCTETS = 2_000_000;

/** Who is told what a mail that came back says. What they could not write down they reject. */
export interface MailHandlers {
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  readonly onComplaint: (complaint: Complaint) => Promise<void>;
  readonly onInbound: (message: InboundMessage) => Promise<void>;
}

export interface Envelope {
  /** Empty: an automatic mail (RFC 5321 section 4.5.5), no citizen wrote it. */
  readonly from: string;
  readonly to: readonly string[];
}

/**
 * Tells what a mail says: delivery reports become receipts, feedback reports complaints, anything else that a person wrote
 * is a citizen's message. Each bears a fingerprint of the mail and its place in it, for the same mail may be taken twice.
 */
export async function takeMail(
  mail: Email,
  raw: Uint8Array,
  envelope: Envelope,
  handlers: MailHandlers,
): Promise<void> {
  const digest = createHash('sha256').update(raw).digest('hex');
  const complaint = complaintOf(mail);
  if (complaint) return handlers.onComplaint({ ...complaint, fingerprint: digest });
  for (const to of envelope.to) {
    const receipts = receiptsOf(mail, to);
    for (const [place, receipt] of receipts.entries()) {
      await handlers.onReceipt({ ...receipt, fingerprint: `${digest} ${to.toLowerCase()} ${place}` });
    }
    if (receipts.length > 0 || envelope.from === '' || isAutomatic(mail.headers)) continue;
    const { subject, text = '' } = mail;
    const from = mail.from?.address ?? envelope.from;
    const fingerprint = `${digest} ${to.toLowerCase()}`;
    await handlers.onInbound({
      channel: 'email',
      from,
      to,
      ...(subject !== undefined && { subject }),
      text,
      fingerprint,
    });
  }
}

/** {@link takeMail} from its octets. Throws when they are no mail at all. */
export async function takeRawMail(raw: Uint8Array, envelope: Envelope, handlers: MailHandlers): Promise<void> {
  await takeMail(await parseMail(raw), raw, envelope, handlers);
}

/** Out-of-office notes and the like (RFC 3834). */
function isAutomatic(headers: readonly { key: string; value: string }[]): boolean {
  const submitted = headers
    .find(({ key }) => key === 'auto-submitted')
    ?.value.trim()
    .toLowerCase();
  return submitted !== undefined && submitted !== 'no';
}
