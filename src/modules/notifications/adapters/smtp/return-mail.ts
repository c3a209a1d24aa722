import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Complaint, InboundMessage, Receipt } from '../port.ts';
import { complaintOf } from './arf.ts';
import { parseMail, receiptsOf } from './dsn.ts';

export interface ReturnMailOptions {
  /** Where to listen: the MX of the return path's domain, or a relay, hands bounces over here. */
  readonly host: string;
  /** 0 = a free one. */
  readonly port: number;
  /** Domain whose addresses are taken; others are refused, so that nobody relays through us. */
  readonly domain: string;
  /** Which addresses of the domain are taken; absent = all. Others are refused, and with them made-up bounces. */
  readonly takes?: (address: string) => boolean;
}

export interface ReturnMailHandlers {
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  readonly onComplaint: (complaint: Complaint) => Promise<void>;
  readonly onInbound: (message: InboundMessage) => Promise<void>;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

/** What listens for mail that comes back. */
export interface ReturnMail {
  readonly port: number;
  close(): Promise<void>;
}

/** A report quotes the whole message; more than this is no report and no answer of a citizen. */
const MAX_OCTETS = 2_000_000;
const MAX_CLIENTS = 50;

/**
 * Takes the mail that comes back: delivery reports become receipts, feedback reports complaints, anything else that a
 * person wrote is a citizen's message. The server is
 * told that we have it only when the listeners do; otherwise it tries again later (451).
 */
export async function listenForReturnMail(
  options: ReturnMailOptions,
  handlers: ReturnMailHandlers,
): Promise<ReturnMail> {
  const domain = `@${options.domain.toLowerCase()}`;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_OCTETS,
    maxClients: MAX_CLIENTS,
    closeTimeout: 1000,
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      address.toLowerCase().endsWith(domain) && (options.takes?.(address) ?? true)
        ? done()
        : done(refusal(550, '5.1.1 not a mailbox of this service')),
    onData: (stream, session, done) => {
      take(stream, session, handlers).then(
        () => done(),
        (error: unknown) => {
          handlers.log?.warn(
            { error: error instanceof Error ? error.message : 'unknown' },
            'a mail that came back was not taken',
          );
          done(refusal(error instanceof TooLarge ? 552 : 451, 'not taken'));
        },
      );
    },
  });
  server.on('error', (error) => handlers.log?.warn({ error: error.message }, 'return mail'));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.server.once('error', reject);
  const listener = server.listen(options.port, options.host, () => resolve());
  await promise;
  return {
    port: (listener.address() as AddressInfo).port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

class TooLarge extends Error {}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  handlers: ReturnMailHandlers,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new TooLarge('the mail is too large');
  const mail = await parseMail(Buffer.concat(chunks));
  const complaint = complaintOf(mail);
  if (complaint) return handlers.onComplaint(complaint);
  for (const { address: to } of session.envelope.rcptTo) {
    const receipts = receiptsOf(mail, to);
    for (const receipt of receipts) await handlers.onReceipt(receipt);
    // Without an envelope sender it is an automatic mail (RFC 5321 section 4.5.5): no citizen wrote it.
    const { mailFrom } = session.envelope;
    if (receipts.length > 0 || !mailFrom || mailFrom.address === '' || isAutomatic(mail.headers)) continue;
    const { subject, text = '' } = mail;
    const from = mail.from?.address ?? mailFrom.address;
    await handlers.onInbound({ channel: 'email', from, to, ...(subject !== undefined && { subject }), text });
  }
}

/** Out-of-office notes and the like (RFC 3834). */
function isAutomatic(headers: readonly { key: string; value: string }[]): boolean {
  const submitted = headers
    .find(({ key }) => key === 'auto-submitted')
    ?.value.trim()
    .toLowerCase();
  return submitted !== undefined && submitted !== 'no';
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
