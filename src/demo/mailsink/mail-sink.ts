import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { systemClock, type Clock } from '#platform/clock.ts';
import { Schedule } from '../schedule.ts';
import { Throttle } from '../throttle.ts';
import { DEFAULT_MAIL_BEHAVIOUR, mailFateOf, type MailFate, type MailSinkBehaviour } from './behaviour.ts';
import { Mailboxes, type ReceivedMail } from './mailboxes.ts';
import { OutgoingMails } from './outgoing.ts';
import { deliveryReport, type ReportedFate } from './report.ts';

export interface MailSinkOptions {
  readonly host?: string;
  /** 0 = a free one; `mailSink.port` says which. */
  readonly port?: number;
  readonly behaviour?: Partial<MailSinkBehaviour>;
  /** Where bounces and the answers of citizens are sent; absent = they are not. */
  readonly bounceTo?: { readonly host: string; readonly port: number };
  readonly keepPerMailbox?: number;
  /** 0: mails are taken and counted, and only those with a report to send are read. */
  readonly keepMailboxes?: number;
  readonly maxOctets?: number;
  readonly onMail?: (mail: ReceivedMail) => void;
  readonly log?: Pick<Logger, 'info'>;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface MailSinkStats {
  /** Recipients offered. */
  offered: number;
  taken: number;
  refused: number;
  arrived: number;
  /** Reports taken by the return path. */
  bounced: number;
}

export type MailSinkEvent =
  | { readonly kind: 'refused'; readonly mailbox: string; readonly code: number }
  | { readonly kind: 'arrived'; readonly mail: ReceivedMail }
  | { readonly kind: 'bounced'; readonly mailbox: string; readonly status: string };

/** A mail provider in the box: a real SMTP server over TCP with mailboxes behind it. */
export interface MailSink {
  readonly port: number;
  readonly url: string;
  behaviour(): MailSinkBehaviour;
  setBehaviour(change: Partial<MailSinkBehaviour>): void;
  /** Sets where bounces go, when that is known only later. */
  bounceTo(target: { host: string; port: number }): void;
  /** Oldest first. */
  mails(mailbox?: string): readonly ReceivedMail[];
  /** Mailboxes that have mail, the latest first. */
  mailboxes(): readonly string[];
  /** A citizen writes (needs `bounceTo`). True when it was taken. */
  sendFrom(mailbox: string, to: string, subject: string, text: string): Promise<boolean>;
  stats(): Readonly<MailSinkStats>;
  subscribe(listener: (event: MailSinkEvent) => void): () => void;
  dropConnections(): void;
  close(): Promise<void>;
}

/** Starts a mail server and resolves when it listens. */
export async function startMailSink(options: MailSinkOptions = {}): Promise<MailSink> {
  const sink = new LocalMailSink(options);
  await sink.listen();
  return sink;
}

const REFUSALS: Partial<Record<MailFate, readonly [number, string]>> = {
  unknown: [550, '5.1.1 no such mailbox'],
  full: [452, '4.2.2 mailbox full'],
  refused: [554, '5.7.1 refused by policy'],
};

const REPORTS: Partial<Record<MailFate, ReportedFate>> = {
  bounces: { action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no such mailbox' },
  bouncesFull: { action: 'failed', status: '4.2.2', diagnostic: '452 4.2.2 mailbox full' },
  delayed: { action: 'delayed', status: '4.4.1', diagnostic: '451 4.4.1 no answer from host' },
};

/** Pairs of sender and mailbox that grey-listing remembers. */
const MAX_GREY = 10_000;

class LocalMailSink implements MailSink {
  readonly #options: MailSinkOptions;
  readonly #server: SMTPServer;
  readonly #mailboxes: Mailboxes;
  readonly #schedule = new Schedule();
  readonly #throttle = new Throttle();
  readonly #grey = new Set<string>();
  readonly #listeners = new Set<(event: MailSinkEvent) => void>();
  readonly #stats: MailSinkStats = { offered: 0, taken: 0, refused: 0, arrived: 0, bounced: 0 };
  readonly #clock: Clock;
  readonly #random: () => number;
  #behaviour: MailSinkBehaviour;
  #outgoing: OutgoingMails | undefined;
  #port = 0;
  #lastId = 0;

  constructor(options: MailSinkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#behaviour = { ...DEFAULT_MAIL_BEHAVIOUR, ...options.behaviour };
    this.#mailboxes = new Mailboxes(options.keepPerMailbox ?? 50, options.keepMailboxes ?? 1000);
    if (options.bounceTo) this.#outgoing = new OutgoingMails(options.bounceTo);
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: options.maxOctets ?? 5_000_000,
      closeTimeout: 500,
      logger: false,
      onConnect: (_session, done) => done(this.#behaviour.down ? refusal(421, '4.3.2 in maintenance') : undefined),
      onRcptTo: ({ address }, session, done) => done(this.#judge(address, session)),
      onData: (stream, session, done) => {
        this.#take(stream, session).then(() => this.#answer(session, done), done);
      },
    });
    this.#server.on('error', () => {});
  }

  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.server.once('error', reject);
    const listener = this.#server.listen(this.#options.port ?? 0, this.#options.host ?? '127.0.0.1', () => resolve());
    await promise;
    this.#port = (listener.address() as AddressInfo).port;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `smtp://${this.#options.host ?? '127.0.0.1'}:${this.#port}`;
  }

  behaviour(): MailSinkBehaviour {
    return this.#behaviour;
  }

  setBehaviour(change: Partial<MailSinkBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
    if (this.#behaviour.down) this.dropConnections();
  }

  bounceTo(target: { host: string; port: number }): void {
    this.#outgoing?.close();
    this.#outgoing = new OutgoingMails(target);
  }

  mails(mailbox?: string): readonly ReceivedMail[] {
    return this.#mailboxes.mails(mailbox);
  }

  mailboxes(): readonly string[] {
    return this.#mailboxes.addresses();
  }

  async sendFrom(mailbox: string, to: string, subject: string, text: string): Promise<boolean> {
    const encoded = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = [
      `From: <${mailbox}>`,
      `To: <${to}>`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      encoded,
    ].join('\r\n');
    return (await this.#outgoing?.send({ from: mailbox, to, raw })) ?? false;
  }

  stats(): Readonly<MailSinkStats> {
    return { ...this.#stats };
  }

  subscribe(listener: (event: MailSinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  dropConnections(): void {
    for (const connection of this.#server.connections) connection._socket.destroy();
  }

  async close(): Promise<void> {
    this.#schedule.clear();
    this.#outgoing?.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.dropConnections();
    await closed;
  }

  /** The answer to RCPT TO: an error, or nothing. */
  #judge(address: string, session: SMTPServerSession): Error | undefined {
    this.#stats.offered += 1;
    const mailbox = address.toLowerCase();
    const refused = REFUSALS[mailFateOf(mailbox, this.#behaviour.rules)] ?? this.#temporaryRefusal(mailbox, session);
    if (!refused) return undefined;
    this.#stats.refused += 1;
    this.#emit({ kind: 'refused', mailbox, code: refused[0] });
    return refusal(...refused);
  }

  #temporaryRefusal(mailbox: string, session: SMTPServerSession): readonly [number, string] | undefined {
    if (!this.#throttle.take(this.#behaviour.maxPerSecond)) return [451, '4.7.1 too many mails, slow down'];
    if (!this.#behaviour.greylist) return undefined;
    const pair = `${session.envelope.mailFrom ? session.envelope.mailFrom.address : ''}>${mailbox}`;
    if (this.#grey.has(pair)) return undefined;
    if (this.#grey.size >= MAX_GREY) this.#grey.clear();
    this.#grey.add(pair);
    return [451, '4.7.1 greylisted, try again later'];
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 message too large');
    const taken = session.envelope.rcptTo.map(({ address }) => {
      const mailbox = address.toLowerCase();
      return { mailbox, fate: mailFateOf(mailbox, this.#behaviour.rules) };
    });
    this.#stats.taken += taken.length;
    if (this.#options.keepMailboxes === 0 && taken.every(({ fate }) => REPORTS[fate] === undefined)) {
      this.#stats.arrived += taken.length;
      return;
    }
    const mail = await PostalMime.parse(Buffer.concat(chunks));
    for (const { mailbox, fate } of taken) {
      this.#lastId += 1;
      this.#settle(fate, {
        id: String(this.#lastId),
        mailbox,
        fromName: mail.from?.name ?? '',
        fromAddress: mail.from?.address ?? '',
        returnPath: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        html: mail.html ?? '',
        messageId: mail.messageId ?? '',
        headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
        at: this.#clock.now(),
      });
    }
  }

  #settle(fate: MailFate, mail: ReceivedMail): void {
    const { bounceMs, lie, loseReports, duplicateReports } = this.#behaviour;
    const lies = fate === 'delivered' && this.#chance(lie);
    const report = REPORTS[lies ? 'bounces' : fate];
    if (!report || lies || report.action === 'delayed') this.#arrive(mail);
    if (!report || mail.returnPath === '' || this.#chance(loseReports)) return;
    for (let copies = this.#chance(duplicateReports) ? 2 : 1; copies > 0; copies--)
      this.#schedule.after(this.#drawn(bounceMs), () => void this.#bounce(mail, report));
  }

  #arrive(mail: ReceivedMail): void {
    this.#stats.arrived += 1;
    this.#mailboxes.add(mail);
    this.#options.onMail?.(mail);
    this.#emit({ kind: 'arrived', mail });
  }

  async #bounce(mail: ReceivedMail, report: ReportedFate): Promise<void> {
    const taken = await this.#outgoing?.send({ from: '', to: mail.returnPath, raw: deliveryReport(mail, report) });
    if (!taken) return;
    this.#stats.bounced += 1;
    this.#emit({ kind: 'bounced', mailbox: mail.mailbox, status: report.status });
  }

  /** Answers the mail, late, by cutting the line or with what is no answer. */
  #answer(session: SMTPServerSession, done: () => void): void {
    const { dropConnections, answerNonsense, responseMs } = this.#behaviour;
    const line = [...this.#server.connections].find(({ id }) => id === session.id);
    if (this.#chance(dropConnections)) return void line?._socket.destroy();
    if (this.#chance(answerNonsense)) return void line?._socket.write('Bienvenido a la red\r\n');
    const delay = this.#drawn(responseMs);
    if (delay === 0) done();
    else this.#schedule.after(delay, done);
  }

  #emit(event: MailSinkEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #chance(share: number): boolean {
    return share > 0 && this.#random() < share;
  }

  #drawn([from, to]: readonly [number, number]): number {
    return from + this.#random() * (to - from);
  }
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
