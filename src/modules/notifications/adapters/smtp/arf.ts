import type { Email } from 'postal-mime';
import type { Complaint } from '../port.ts';
import { fieldsOf, textOf } from './dsn.ts';

/**
 * Complaints (ARF, RFC 5965): `multipart/report` with a part `message/feedback-report` and the mail that is complained of,
 * or its headers. Undefined when it is none. Operators take out the recipient, so the mail itself must say which it was.
 */
export function complaintOf(mail: Email): Complaint | undefined {
  const report = textOf(mail, 'message/feedback-report');
  if (report === undefined) return undefined;
  const fields = fieldsOf(report.trim());
  const kind = fields.get('feedback-type')?.toLowerCase();
  if (kind === undefined) return undefined;
  const original = textOf(mail, 'message/rfc822') ?? textOf(mail, 'text/rfc822-headers') ?? '';
  const headers = fieldsOf(original.split(/\r?\n\r?\n/, 1)[0] ?? '');
  const named = [fields.get('original-mail-from'), headers.get('return-path'), headers.get('message-id')];
  return { kind: kind.slice(0, 40), marks: named.flatMap((mark) => (mark ? mark.replace(/^<|>$/g, '').trim() : [])) };
}
