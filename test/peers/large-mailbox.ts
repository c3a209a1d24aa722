import type { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { authenticate } from 'mailauth';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface SeenMail {
  readonly raw: string;
  /** The address that the connection came from, the name that it gave, and the sender of the envelope. */
  readonly from: string;
  readonly helo: string;
  readonly sender: string;
  readonly recipient: string;
}

/** What mailauth, written by others, makes of a mail. `…Aligned` are domains that count for the one in From. */
export interface Verdict {
  readonly dkim: readonly string[];
  readonly spf: string | undefined;
  readonly dmarc: string | undefined;
  readonly dkimAligned: string | undefined;
  readonly spfAligned: string | undefined;
  readonly policy: string | undefined;
}

/** A server that takes every mail and keeps it whole, to be judged as operators of large mailboxes do. */
export async function startLargeMailbox() {
  const mails: SeenMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    logger: false,
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => void pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          raw: Buffer.concat(pieces).toString('latin1'),
          from: session.remoteAddress,
          helo: session.hostNameAppearsAs,
          sender: mailFrom ? mailFrom.address : '',
          recipient: rcptTo[0]?.address ?? '',
        });
        done();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    findMail: (recipient: string): SeenMail | undefined => mails.find((mail) => mail.recipient === recipient),
    /** With the keys and records that this resolver finds. */
    async verdictOn({ raw, from, helo, sender }: SeenMail, resolver: Resolver): Promise<Verdict> {
      const ask = (name: string, type: string) => resolver.resolve(name, type) as Promise<string[] | string[][]>;
      const said = await authenticate(Buffer.from(raw, 'latin1'), {
        ip: from,
        helo,
        sender,
        mta: 'mx.grande.example',
        resolver: ask,
        disableArc: true,
        disableBimi: true,
      });
      const { dkim, spf, dmarc } = said;
      const results = dkim.results.map(({ status, algo, selector }) => `${status.result} ${algo} ${selector}`);
      return {
        dkim: results.toSorted(),
        spf: spf ? spf.status.result : undefined,
        dmarc: dmarc ? dmarc.status.result : undefined,
        dkimAligned: dmarc ? dmarc.alignment.dkim.result : undefined,
        spfAligned: dmarc ? dmarc.alignment.spf.result : undefined,
        policy: dmarc ? dmarc.p : undefined,
      };
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
