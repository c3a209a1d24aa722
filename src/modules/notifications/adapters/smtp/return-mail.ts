import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { MAX_OCTETS, takeRawMail, type MailHandlers } from './take-mail.ts';

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

export interface ReturnMailHandlers extends MailHandlers {
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

/** What listens for mail that comes back. */
export interface ReturnMail {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_CLIENTS = 50;

/**
 * Takes the mail that comes back by SMTP. The server is told that we have it only when the listeners do; otherwise it tries
 * again later (451).
 */
export async function listenForReturnMail(
  options: ReturnMailOptions,
  handlers: ReturnMailHandlers,
): Promise<ReturnMail> {
  const domain = `@${options.domain.toLowerCase()}`;
  // Here and not above: 12 MB that only a worker whose mail comes back has a use for.
  const { SMTPServer } = await import('smtp-server');
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
  { envelope: { mailFrom, rcptTo } }: SMTPServerSession,
  handlers: MailHandlers,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new TooLarge('the mail is too large');
  const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
  await takeRawMail(Buffer.concat(chunks), envelope, handlers);
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
