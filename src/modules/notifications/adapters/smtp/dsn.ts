import type { Attachment, Email } from 'postal-mime';
import type { Receipt } from '../port.ts';
import { findEnhancedCode, meaningOf } from './status-codes.ts';

/**
 * Delivery status notifications (RFC 3464): `multipart/report` with a part `message/delivery-status`, a group of fields
 * for the message and one for each recipient.
 *
 * Library considered: `email-bounce-parser` guesses from the prose of hundreds of servers and would make a bounce of an
 * out-of-office note; a wrong bounce silences a citizen. We read only what a server states in fields.
 */
export type Fields = ReadonlyMap<string, string>;

const FATES: Readonly<Record<string, Receipt['fate']>> = {
  failed: 'failed',
  delivered: 'delivered',
  delayed: 'inTransit',
  relayed: 'inTransit',
  expanded: 'inTransit',
};

const STEPS: readonly string[] = ['delayed', 'relayed', 'expanded'] satisfies Receipt['step'][];

/**
 * Reads a mail into its parts, those of a report kept apart. Rejects when it is no mail at all. The library is loaded at the
 * first mail: nodes of pages never get one.
 */
export async function parseMail(raw: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
  });
}

/** The receipts in a mail that came to `returnPath`: one per recipient; none when it is no delivery report. */
export function receiptsOf(mail: Email, returnPath: string): readonly Receipt[] {
  const status = textOf(mail, 'message/delivery-status');
  if (status === undefined) return [];
  const [, ...recipients] = status
    .split(/\r?\n\r?\n/)
    .filter((group) => group.trim() !== '')
    .map(fieldsOf);
  const original = textOf(mail, 'message/rfc822') ?? textOf(mail, 'text/rfc822-headers') ?? '';
  const carrierId = fieldsOf(original.split(/\r?\n\r?\n/, 1)[0] ?? '').get('message-id') ?? '';
  return recipients.flatMap((fields) => receiptOf(fields, { carrierId, returnPath, raw: status }) ?? []);
}

function receiptOf(
  fields: Fields,
  known: Pick<Receipt, 'carrierId' | 'raw'> & { returnPath: string },
): Receipt | undefined {
  const action = (fields.get('action') ?? '').toLowerCase();
  const fate = FATES[action];
  if (!fate) return undefined;
  const code =
    fields.get('status')?.match(/\d\.\d{1,3}\.\d{1,3}/)?.[0] ?? findEnhancedCode(fields.get('diagnostic-code') ?? '');
  const address = fields.get('original-recipient') ?? fields.get('final-recipient') ?? '';
  return {
    channel: 'email',
    ...known,
    alternativeIds: [],
    fate,
    final: fate !== 'inTransit',
    ...(STEPS.includes(action) && { step: action as NonNullable<Receipt['step']> }),
    // A failure without a code tells nothing of the address.
    ...(fate === 'failed' && (code ? meaningOf(code) : { reason: 'other', permanence: 'temporary' })),
    ...(code !== undefined && { code }),
    recipient: address.slice(address.indexOf(';') + 1).trim(),
  };
}

export function textOf(mail: Email, type: string): string | undefined {
  const content = mail.attachments.find((part: Attachment) => part.mimeType === type)?.content;
  return typeof content === 'string' ? content : undefined;
}

/** Header fields, folded lines joined, names in lower case; the first of a name counts. */
export function fieldsOf(group: string): Fields {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
