import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '#platform/clock.ts';

export interface ShownMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Temporal.Instant;
}

export interface MailSink {
  readonly url: string;
  /** Mailboxes that received something, the latest first. */
  mailboxes(): string[];
  mails(mailbox: string): readonly ShownMail[];
  readonly taken: number;
  stop(): Promise<void>;
}

const KEPT_MAILBOXES = 200;
const KEPT_MAILS = 50;

/**
 * The mail server of the demonstration and of the tests: real SMTP over TCP that delivers into memory. Mailboxes that
 * begin with `no-existe` are refused for good (550), those that begin with `llena` for now (452).
 */
export async function startMailSink(options: { clock: Clock; port?: number }): Promise<MailSink> {
  const shelf = new Map<string, ShownMail[]>();
  const state = { taken: 0 };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('no-existe')) return done(smtpError(550, 'no such mailbox'));
      if (address.startsWith('llena')) return done(smtpError(452, 'mailbox full'));
      return done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          state.taken += 1;
          for (const { address } of session.envelope.rcptTo) {
            const shown = {
              from: mail.from?.name || mail.from?.address || '',
              subject: mail.subject ?? '',
              text: mail.text ?? '',
              at: options.clock.now(),
            };
            const known = shelf.get(address) ?? [];
            shelf.delete(address);
            shelf.set(address, [...known, shown].slice(-KEPT_MAILS));
            if (shelf.size > KEPT_MAILBOXES) shelf.delete(shelf.keys().next().value ?? '');
          }
          done();
        }, done);
      });
    },
  });
  server.on('error', () => undefined);
  const { promise, resolve } = Promise.withResolvers<void>();
  const listener = server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  await promise;
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mailboxes: () => [...shelf.keys()].toReversed(),
    mails: (mailbox) => shelf.get(mailbox) ?? [],
    get taken() {
      return state.taken;
    },
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
