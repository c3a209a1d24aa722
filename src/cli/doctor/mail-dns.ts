import type { Resolver } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { mailAddress } from '#modules/notifications/index.ts';
import type { Config } from '#platform/config.ts';
import { dnsRecords, zoneLine, type DnsRecord } from '../mail.ts';
import { judge, type Finding } from './finding.ts';

/** What is asked of the DNS. */
export type Names = Pick<Resolver, 'resolveTxt' | 'resolveMx'>;

/** No such name, or a name without such a record: an answer, and no fault of the name server. */
const ABSENT = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * Whether the world can see what our mail needs: the key of our signatures (RFC 6376), who may send for the return path
 * (SPF, RFC 7208), the domain's policy (DMARC) and the way back of what does not arrive. Without them mail is put among
 * the unwanted or refused, and no test on this machine would show it.
 */
export async function lookAtMailDns(config: Config, names: Names): Promise<readonly Finding[]> {
  try {
    return await askForMailDns(config, names);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'no answer';
    const cure = 'Ask another name server: ventanilla doctor --dns ADDRESS. Large mailboxes ask those of the internet.';
    return [{ state: 'note', what: `mail DNS: could not be asked (${code})`, cure }];
  }
}

/** The same; rejects when no name server answers, for then nothing is known. */
export async function askForMailDns(config: Config, names: Names): Promise<readonly Finding[]> {
  if (config.demo || !config.smtpUrl) return [];
  const hasKeys = config.dkimSelector !== undefined;
  if (hasKeys && !existsSync(config.dkimKeyFile)) {
    // Made by whoever signs first; a look changes nothing.
    const cure = 'Run: ventanilla mail dns. It makes the key and prints the records for the DNS.';
    return [{ state: 'fail', what: `mail DNS: there is no key ${config.dkimKeyFile} yet`, cure }];
  }
  const wanted = dnsRecords(config);
  const comesBack = config.returnMailPort !== undefined || config.returnMaildir !== undefined;
  const looks = [
    ...wanted.filter((record) => record.for === 'DKIM').map((record) => dkim(record, names)),
    ...wanted.filter((record) => record.for === 'SPF').map((record) => spf(record, names)),
    ...wanted.filter((record) => record.for === 'DMARC').map((record) => dmarc(record, config, names)),
    ...wanted.filter((record) => comesBack && record.for === 'returns').map((record) => returns(record, names)),
  ];
  const found = (await Promise.all(looks)).flat();
  return hasKeys ? found : [UNSIGNED, ...found];
}

const UNSIGNED: Finding = {
  state: 'note',
  what: 'mail DNS: mails leave here unsigned',
  cure: 'Unless the mail server signs them: set DKIM_SELECTOR, then run: ventanilla mail dns',
};

const missing = (what: string, record: DnsRecord): Finding => ({
  state: 'fail',
  what: `mail DNS: no ${what} at ${record.name}`,
  cure: `Add to the DNS:\n       ${zoneLine(record)}`,
});

async function dkim(record: DnsRecord, names: Names): Promise<Finding> {
  const texts = await textsAt(names, record.name);
  // The version may be left out (RFC 6376 section 3.6.1), the key may not.
  const keys = texts.map(tagsOf).filter((tags) => tags.has('p'));
  if (keys.length === 0) return missing('DKIM key', record);
  const ours = tagsOf(record.text).get('p');
  const what = `mail DNS: DKIM key at ${record.name}`;
  if (keys.length > 1)
    return fail(`${what}: ${keys.length} keys under one name`, `Leave only:\n       ${zoneLine(record)}`);
  const published = keys[0]?.get('p');
  const problem = published === '' ? 'was withdrawn' : 'is not the one that signs here';
  const cure = `Every signature fails. Put DKIM_KEY_FILE of the other nodes here, or replace the record by:\n       ${zoneLine(record)}`;
  return judge(published === ours, published === ours ? `${what} is ours` : `${what} ${problem}`, cure);
}

async function spf(record: DnsRecord, names: Names): Promise<Finding> {
  const found = (await textsAt(names, record.name)).filter((text) => /^v=spf1( |$)/i.test(text));
  const [text = ''] = found;
  if (found.length === 0) return missing('SPF record', record);
  const what = `mail DNS: SPF at ${record.name}`;
  if (found.length > 1) {
    return fail(
      `${what}: ${found.length} records`,
      'With more than one, none counts (RFC 7208 section 4.5): make them one.',
    );
  }
  const end = /(?:^|\s)([+?~-]?)all(?:\s|$)/i.exec(text)?.[1];
  if (end === '' || end === '+') return fail(`${what} lets every machine send`, `End it with -all: "${text}"`);
  if (end === '?' || (end === undefined && !/\sredirect=/i.test(text))) {
    return { state: 'note', what: `${what} does not say who may not send`, cure: `End it with -all: "${text}"` };
  }
  return { state: 'ok', what: `${what}: ${text}` };
}

async function dmarc(record: DnsRecord, config: Config, names: Names): Promise<readonly Finding[]> {
  const from = domainOf(mailAddress(config.mailFrom).address);
  const back = config.returnMailDomain ?? from;
  for (const domain of upwards(from)) {
    const found = (await textsAt(names, `_dmarc.${domain}`)).filter((text) => /^v=DMARC1\s*(;|$)/.test(text));
    if (found.length === 0) continue;
    const what = `mail DNS: DMARC at _dmarc.${domain}`;
    if (found.length > 1)
      return [fail(`${what}: ${found.length} records`, 'With more than one, none counts: leave one.')];
    const tags = tagsOf(found[0] ?? '');
    const policy = (domain === from ? undefined : tags.get('sp')) ?? tags.get('p') ?? 'none';
    const strictBack = tags.get('aspf') === 's' ? back === from : back === domain || back.endsWith(`.${domain}`);
    // Our signatures are of the domain of From: they are aligned, however strict.
    if (!strictBack && config.dkimSelector === undefined) {
      const cure = `Set DKIM_SELECTOR, or RETURN_MAIL_DOMAIN to ${from}: ${back} does not count for mail from ${from}.`;
      return [fail(`${what}: no mail of ours passes it`, cure)];
    }
    const published: Finding = { state: 'ok', what: `${what}: p=${policy}` };
    if (policy !== 'none') return [published];
    const cure =
      'Others may use your name unhindered. Read the reports for some weeks, then p=quarantine and p=reject.';
    return [{ ...published, state: 'note', cure }];
  }
  return [missing('DMARC policy', record)];
}

async function returns(record: DnsRecord, names: Names): Promise<Finding> {
  const servers = await absentAs([], names.resolveMx(record.name));
  if (servers.length === 0) return missing('way back (MX)', record);
  const listed = servers.map(({ exchange }) => exchange).join(', ');
  return { state: 'ok', what: `mail DNS: what does not arrive comes back to ${listed}` };
}

const fail = (what: string, cure: string): Finding => ({ state: 'fail', what, cure });

/** The domain and those above it, as far as one that can be owned (RFC 9989 section 4.10 walks the same way). */
function upwards(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** `a=1; b=2`, with the blanks inside values left out: keys are published in pieces. */
function tagsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(';').map((tag) => {
    const [name = '', ...value] = tag.split('=');
    return [name.trim(), value.join('=').replaceAll(/\s/g, '')] as const;
  });
  return new Map(pairs);
}

const textsAt = async (names: Names, name: string): Promise<string[]> =>
  (await absentAs([], names.resolveTxt(name))).map((pieces) => pieces.join(''));

async function absentAs<T>(nothing: T, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return nothing;
    throw error;
  }
}
