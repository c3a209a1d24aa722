import { randomUUID } from 'node:crypto';
import type { ReceivedMail } from './mailboxes.ts';

/** What a delivery report says of a mail. */
export interface ReportedFate {
  readonly action: 'failed' | 'delayed' | 'delivered';
  readonly status: string;
  readonly diagnostic: string;
}

/** A delivery status notification (RFC 3464) about a mail, ready to be sent with an empty envelope sender. */
export function deliveryReport(mail: ReceivedMail, { action, status, diagnostic }: ReportedFate): string {
  const boundary = `report-${randomUUID()}`;
  const date = mail.at.toZonedDateTimeISO('UTC').toPlainDateTime();
  const original = mail.headers.map(({ name, value }) => `${name}: ${value}`);
  return [
    'From: Mail Delivery System <mailer-daemon@correo.example>',
    `To: <${mail.returnPath}>`,
    `Subject: ${action === 'delayed' ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender'}`,
    'Auto-Submitted: auto-replied',
    `Message-ID: <${randomUUID()}@correo.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system at host correo.example. <${mail.mailbox}>: ${diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; correo.example',
    `Arrival-Date: ${date.toString()}Z`,
    '',
    `Final-Recipient: rfc822; ${mail.mailbox}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...original,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
