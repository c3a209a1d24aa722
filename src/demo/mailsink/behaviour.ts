/** How the demo mail server behaves. All of it can be changed while it runs. */
export interface MailSinkBehaviour {
  /** Time until the answer to a mail, in milliseconds, drawn evenly from the range. */
  readonly responseMs: readonly [number, number];
  /** Time until a bounce of a mail that was taken. */
  readonly bounceMs: readonly [number, number];
  /** Refuses the first mail of a sender to a mailbox for now (451), as grey-listing servers do. */
  readonly greylist: boolean;
  /** Mails a second that are taken before 451 4.7.1 is the answer. */
  readonly maxPerSecond: number;
  /** Share of mails (0 to 1) that are taken, and the connection cut instead of an answer. */
  readonly dropConnections: number;
  /** Shares from 0 to 1: taken, and the answer is no SMTP; reports that are lost, or sent twice. */
  readonly answerNonsense: number;
  readonly loseReports: number;
  readonly duplicateReports: number;
  /** Share of mails that arrive and are reported as failed (5.1.1). */
  readonly lie: number;
  /** Refuses every connection for now (421), as in maintenance. */
  readonly down: boolean;
  /** The first rule that matches a mailbox decides; without one the mail is delivered. */
  readonly rules: readonly MailboxRule[];
}

/**
 * What happens to mail for a mailbox. Refused at once: `unknown` (550 5.1.1), `full` (452 4.2.2), `refused` (554 5.7.1).
 * Taken, and reported later to the return path: `bounces` (5.1.1), `bouncesFull` (4.2.2), `delayed` (a warning, then it
 * arrives).
 */
export const MAIL_FATES = ['delivered', 'unknown', 'full', 'refused', 'bounces', 'bouncesFull', 'delayed'] as const;
export type MailFate = (typeof MAIL_FATES)[number];

export interface MailboxRule {
  readonly address?: string;
  readonly prefix?: string;
  readonly ending?: string;
  readonly fate: MailFate;
}

/** What the demo's mailboxes do by the beginning of their name. */
export const DEMO_MAILBOX_RULES: readonly MailboxRule[] = [
  { prefix: 'no-existe', fate: 'unknown' },
  { prefix: 'llena', fate: 'full' },
  { prefix: 'rechaza', fate: 'refused' },
  { prefix: 'rebota', fate: 'bounces' },
  { prefix: 'tarda', fate: 'delayed' },
];

/** A mail server on a good day. */
export const DEFAULT_MAIL_BEHAVIOUR: MailSinkBehaviour = {
  responseMs: [0, 0],
  bounceMs: [500, 2000],
  greylist: false,
  maxPerSecond: Infinity,
  dropConnections: 0,
  answerNonsense: 0,
  loseReports: 0,
  duplicateReports: 0,
  lie: 0,
  down: false,
  rules: DEMO_MAILBOX_RULES,
};

/** The fate of mail for an address. */
export function mailFateOf(address: string, rules: readonly MailboxRule[]): MailFate {
  const mailbox = address.toLowerCase();
  const rule = rules.find(
    (candidate) =>
      (candidate.address === undefined || candidate.address === mailbox) &&
      (candidate.prefix === undefined || mailbox.startsWith(candidate.prefix)) &&
      (candidate.ending === undefined || mailbox.endsWith(candidate.ending)),
  );
  return rule?.fate ?? 'delivered';
}
