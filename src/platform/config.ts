import { resolve } from 'node:path';
import { settingsSchema, whatItMustBe, type ProcessRole } from './config-schema.ts';

export type { ProcessRole };

const DRAIN_SECONDS = 5;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute address that people use, without a slash at the end; undefined: made from host and port. */
  readonly publicUrl: string | undefined;
  /** Proxies on other machines whose word on who calls is believed: addresses or networks. */
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** External PostgreSQL; undefined: the embedded one in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly roles: ReadonlySet<ProcessRole>;
  /** Demonstration data, personas to enter as, local carrier and mailboxes. */
  readonly demo: boolean;
  readonly theme: string;
  readonly logLevel: string;
  /** File with the keys of forms, fields and audit; undefined: made in `dataDir`. */
  readonly keyFile: string;
  /** Most database connections of this process. */
  readonly databaseConnections: number;
  /** What `/metrics` asks for; undefined: it answers callers on this machine only. */
  readonly metricsToken: string | undefined;
  /** Before stopping, time for a load balancer to notice that `/readyz` says no. */
  readonly drainSeconds: number;
  /** Off only where another layer limits, and for measuring. */
  readonly rateLimits: boolean;
  /** A message whose sender has not finished for this long counts as abandoned: its fate is uncertain. */
  readonly leaseSeconds: number;
  /** An uncertain notice without a receipt for this long is sent once more, marked as a possible duplicate. */
  readonly uncertainSeconds: number;
  /** Virus scanner for files that people send (clamd); undefined: none. */
  readonly clamdUrl: string | undefined;
  /** Carriers of SMS by SMPP, in the order of their names `smpp`, `smpp2`, `smpp3`. */
  readonly smppUrls: readonly string[];
  /** More carriers of SMS (carrier-settings.ts); undefined: `carriers.json` in `dataDir`, if there is one. */
  readonly carriersFile: string | undefined;
  readonly smtpUrl: string | undefined;
  /** Who gets alarms, beside those whom each agency names. */
  readonly alarmEmails: readonly string[];
  /** Mail server for alarms; undefined: `smtpUrl`. */
  readonly alarmSmtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly smsSender: string;
  /** Domain whose mail comes back to this program; undefined: bounces go to `mailFrom`, unheard. */
  readonly returnMailDomain: string | undefined;
  /** Where mail that comes back is listened for, on worker nodes; undefined: it is not. */
  readonly returnMailPort: number | undefined;
  readonly returnMailHost: string;
  /** Maildir in which a mail server leaves mail that comes back, read by worker nodes; undefined: none. */
  readonly returnMaildir: string | undefined;
  /** Name of the DKIM key in the DNS; undefined: mails leave unsigned, and the mail server signs them or nobody. */
  readonly dkimSelector: string | undefined;
  readonly dkimKeyFile: string;
}

/** A setting is wrong: the message names it, says why, and is for the terminal. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Reads all settings at once and fails with every mistake named. `overrides` (options of the command line, by the same
 * names) win over the environment; an empty value counts as not given.
 */
export function loadConfig(overrides: Readonly<Record<string, string | undefined>> = {}): Config {
  const names = Object.keys(settingsSchema.shape);
  const given = Object.fromEntries(
    names
      .map((name) => [name, overrides[name] ?? process.env[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const wrong = new Set(result.error.issues.map(({ path }) => String(path[0])));
    throw new ConfigError(`These settings are not right:\n${[...wrong].map((n) => `  ${whatItMustBe(n)}`).join('\n')}`);
  }
  const values = result.data;
  const dataDir = resolve(values.DATA_DIR);
  // A proxy of this machine brings everybody to 127.0.0.1: an address that others use means people, not a demonstration.
  const isOwn = isLoopback(values.HOST) && isLoopback(values.PUBLIC_URL ? new URL(values.PUBLIC_URL).hostname : '::1');
  const demo = (values.MODE ?? (isOwn ? 'demo' : 'production')) === 'demo';
  if (demo && !isOwn) {
    throw new ConfigError(
      'MODE=demo lets anybody enter as anybody, so it is only for this machine: set HOST=127.0.0.1 and no PUBLIC_URL of\n' +
        'another name, or MODE=production.',
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    trustedProxies: values.TRUST_PROXY ?? [],
    dataDir,
    databaseUrl: values.DATABASE_URL,
    roles: new Set(values.ROLES),
    demo,
    theme: values.THEME,
    logLevel: values.LOG_LEVEL,
    keyFile: values.KEY_FILE ? resolve(values.KEY_FILE) : resolve(dataDir, 'keys.json'),
    databaseConnections: values.DATABASE_CONNECTIONS,
    metricsToken: values.METRICS_TOKEN,
    drainSeconds: values.DRAIN_SECONDS ?? (demo ? 0 : DRAIN_SECONDS),
    rateLimits: values.RATE_LIMITS === 'on',
    leaseSeconds: values.LEASE_SECONDS,
    uncertainSeconds: values.UNCERTAIN_SECONDS,
    clamdUrl: values.CLAMD_URL,
    smppUrls: values.SMPP_URL ?? [],
    carriersFile: values.CARRIERS_FILE ? resolve(values.CARRIERS_FILE) : undefined,
    smtpUrl: values.SMTP_URL,
    alarmEmails: values.ALARM_EMAILS ?? [],
    alarmSmtpUrl: values.ALARM_SMTP_URL,
    mailFrom: values.MAIL_FROM,
    smsSender: values.SMS_SENDER,
    returnMailDomain: values.RETURN_MAIL_DOMAIN,
    returnMailPort: values.RETURN_MAIL_PORT,
    returnMailHost: values.RETURN_MAIL_HOST,
    returnMaildir: values.RETURN_MAILDIR ? resolve(values.RETURN_MAILDIR) : undefined,
    dkimSelector: values.DKIM_SELECTOR,
    dkimKeyFile: values.DKIM_KEY_FILE ? resolve(values.DKIM_KEY_FILE) : resolve(dataDir, 'dkim.pem'),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}
