import { dkimRecord, loadDkimKeys, mailAddress } from '#modules/notifications/index.ts';
import type { Config } from '#platform/config.ts';
import { wrongUse, type Command } from './command.ts';

export const mailCommand: Command = {
  name: 'mail',
  takes: 'dns',
  summary: 'Prints the DNS records that mail of this installation needs.',
  details:
    'Made from MAIL_FROM, RETURN_MAIL_DOMAIN, SMTP_URL and the DKIM key (DKIM_SELECTOR, DKIM_KEY_FILE), which is made if\n' +
    'there is none. docs/guides/mail.md says what each record is for.',
  async run({ config, positionals: [verb] }) {
    if (verb !== 'dns') {
      return wrongUse('Say what to print: ventanilla mail dns');
    }
    for (const record of dnsRecords(config)) process.stdout.write(`; ${record.why}\n${zoneLine(record)}\n\n`);
    return 0;
  },
};

export interface DnsRecord {
  readonly for: 'DKIM' | 'SPF' | 'DMARC' | 'returns';
  readonly name: string;
  readonly type: 'TXT' | 'MX';
  readonly text: string;
  readonly why: string;
}

/** The records for the domain of the sender and the one that bounces come back to. */
export function dnsRecords(config: Config): DnsRecord[] {
  const { address } = mailAddress(config.mailFrom);
  const from = address.slice(address.lastIndexOf('@') + 1);
  const back = config.returnMailDomain ?? from;
  const server = config.smtpUrl ? new URL(config.smtpUrl).hostname : 'THE-MAIL-SERVER';
  const keys = config.dkimSelector ? loadDkimKeys(config.dkimKeyFile, from, config.dkimSelector) : [];
  return [
    ...keys.map((key): DnsRecord => ({
      ...dkimRecord(key),
      for: 'DKIM',
      type: 'TXT',
      why: 'DKIM: the key that proves our signature',
    })),
    {
      for: 'SPF',
      name: back,
      type: 'TXT',
      text: `v=spf1 a:${server} -all`,
      why: 'SPF: which machines send for the domain of the return path; name each one that reaches the internet',
    },
    {
      for: 'DMARC',
      name: `_dmarc.${from}`,
      type: 'TXT',
      text: `v=DMARC1; p=none; rua=mailto:postmaster@${back}; adkim=r; aspf=r`,
      why: 'DMARC: begin with p=none, read the reports for some weeks, then p=quarantine and p=reject',
    },
    {
      for: 'returns',
      name: back,
      type: 'MX',
      text: '10 THE-MACHINE-THAT-HANDS-BOUNCES-TO-RETURN_MAIL_PORT.',
      why: 'MX: where bounces, complaints and mails that stop notices come back',
    },
  ];
}

/** A record as a zone file has it. */
export const zoneLine = ({ name, type, text }: Pick<DnsRecord, 'name' | 'type' | 'text'>): string =>
  `${name}. IN ${type} ${type === 'TXT' ? quoted(text) : text}`;

/** A TXT record is made of strings of at most 255 octets (RFC 1035 section 3.3.14). */
const quoted = (text: string): string => (text.match(/.{1,255}/g) ?? []).map((piece) => `"${piece}"`).join(' ');
