import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { freePort } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';

const POSTFIX = '/usr/sbin/postfix';
const OPENDKIM = '/usr/sbin/opendkim';
const NOBODY = 65_534;

/** Why the real mail servers cannot be run here; undefined = they can. */
export function mailServersMissing(): string | undefined {
  if (!existsSync(POSTFIX) || !existsSync(OPENDKIM)) {
    return 'LEFT OUT: the real postfix and opendkim are not installed (Debian: apt-get install postfix opendkim)';
  }
  return process.getuid?.() === 0 ? undefined : 'LEFT OUT: postfix starts only as root';
}

export interface PostfixOptions {
  /** Where mail for a domain goes on to: a port of this machine. */
  readonly routes: Readonly<Record<string, number>>;
  /** A domain whose mail is left in a Maildir. */
  readonly maildir: { readonly domain: string; readonly folder: string };
  /** What opendkim finds in the DNS. */
  readonly dns: readonly { readonly name: string; readonly text: string }[];
  /** With it, STARTTLS is offered; PEM files. */
  readonly tls: { readonly key: string; readonly certificate: string };
  /** The address that it speaks from when it hands mail on; any of 127.0.0.0/8. */
  readonly speaksFrom: string;
}

export interface Postfix {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Runs Debian's postfix with opendkim in folders and on ports of their own: what they take from us goes on to a server of
 * mailboxes, and what that one refuses postfix reports back, in its own words. Nothing of the system is touched.
 */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-postfix-'));
  // Its daemons give up root and must still reach their files.
  chmodSync(folder, 0o755);
  const [port, milter] = [await freePort(), await freePort()];
  const opendkim = startOpendkim(folder, milter, options.dns);
  writePostfixFiles(folder, port, milter, options);
  const config = join(folder, 'etc');
  const postfix = spawn(POSTFIX, ['-c', config, 'start-fg'], { stdio: 'ignore' });
  const close = async (): Promise<void> => {
    // What `postfix stop` does, without the seconds that it sleeps; the script that started it ends with it.
    const master = join(folder, 'queue/pid/master.pid');
    if (postfix.exitCode === null && existsSync(master)) process.kill(Number(readFileSync(master, 'utf8')), 'SIGTERM');
    else postfix.kill('SIGTERM');
    // It would wait for connections that the other end keeps open, and has nothing to lose.
    opendkim.kill('SIGKILL');
    await Promise.all([ended(postfix), ended(opendkim)]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([answers(port), answers(milter)]);
  } catch (error) {
    const log = join(folder, 'mail.log');
    const words = existsSync(log) ? readFileSync(log, 'utf8') : 'no log';
    await close();
    throw new Error(`postfix did not start: ${words}`, { cause: error });
  }
  return { port, url: `smtp://127.0.0.1:${port}`, close };
}

function startOpendkim(folder: string, port: number, dns: PostfixOptions['dns']): ChildProcess {
  const data = join(folder, 'dns');
  writeFileSync(data, dns.map(({ name, text }) => `${name} ${text.replaceAll(' ', '')}\n`).join(''));
  const nobody = join(folder, 'nobody');
  writeFileSync(nobody, '192.0.2.1\n');
  const file = join(folder, 'opendkim.conf');
  const lines = [
    'Mode v',
    `Socket inet:${port}@127.0.0.1`,
    `TestDNSData file:${data}`,
    'AuthservID mx.correo.example',
    'AlwaysAddARHeader yes',
    // Mail from this machine counts as mail from outside, or it would not be looked at.
    `InternalHosts ${nobody}`,
    `PidFile ${join(folder, 'opendkim.pid')}`,
    'UserID root',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return spawn(OPENDKIM, ['-f', '-x', file], { stdio: 'ignore' });
}

function writePostfixFiles(folder: string, port: number, milter: number, options: PostfixOptions): void {
  for (const name of ['etc', 'queue', 'data']) mkdirSync(join(folder, name));
  execFileSync('/bin/chown', ['postfix', join(folder, 'data')]);
  const { routes, maildir, tls, speaksFrom } = options;
  const transports = join(folder, 'etc/transports');
  const onward = Object.entries(routes).map(([domain, to]) => `${domain} smtp:[127.0.0.1]:${to}\n`);
  writeFileSync(transports, onward.join(''));
  const settings = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    maillog_file: join(folder, 'mail.log'),
    maillog_file_prefixes: folder,
    myhostname: 'mx.correo.example',
    mydestination: '',
    relay_domains: Object.keys(routes).join(' '),
    ...intoMaildir(folder, maildir),
    smtpd_tls_security_level: 'may',
    smtpd_tls_key_file: tls.key,
    smtpd_tls_cert_file: tls.certificate,
    smtpd_tls_received_header: 'yes',
    smtp_bind_address: speaksFrom,
    smtpd_relay_restrictions: 'permit_auth_destination reject',
    local_recipient_maps: '',
    transport_maps: `texthash:${transports}`,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    smtpd_milters: `inet:127.0.0.1:${milter}`,
    milter_default_action: 'tempfail',
    // So that it answers for itself instead of asking the next server to report.
    smtp_discard_ehlo_keywords: 'dsn',
    // Warnings and second tries at once, not after hours.
    delay_warning_time: '1s',
    minimal_backoff_time: '1s',
    maximal_backoff_time: '2s',
    queue_run_delay: '1s',
    biff: 'no',
  };
  writeFileSync(
    join(folder, 'etc/main.cf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  const services = [
    'virtual unix - n n - - virtual',
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 1 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    ...['smtp', 'relay'].map((name) => `${name} unix - - n - - smtp`),
    'showq unix n - n - - showq',
    ...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  writeFileSync(join(folder, 'etc/master.cf'), `${services.join('\n')}\n`);
}

/** As docs/guides/mail.md says, under an account without rights. */
function intoMaildir(folder: string, { domain, folder: maildir }: PostfixOptions['maildir']) {
  const mailboxes = join(folder, 'etc/mailboxes');
  writeFileSync(mailboxes, `@${domain} ${basename(maildir)}/\n`);
  for (const path of [dirname(maildir), maildir]) chownSync(path, NOBODY, NOBODY);
  return {
    virtual_mailbox_domains: domain,
    virtual_mailbox_base: dirname(maildir),
    virtual_mailbox_maps: `texthash:${mailboxes}`,
    virtual_minimum_uid: '100',
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
  };
}

/** Resolves when the process has gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

async function answers(port: number): Promise<void> {
  await until(`an answer on port ${port}`, async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    const open = await promise;
    socket.destroy();
    return open;
  });
}
