import { resolve } from 'node:path';
import { z } from 'zod';

/** The roles that one process may take; several machines run the same program with different roles. */
export const PROCESS_ROLES = ['web', 'worker'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const DRAIN_SECONDS = 5;

const address = z.string().regex(/^[a-z]+:\/\/\S+$/, 'must be an address such as smtp://127.0.0.1:25');

/** Every setting, by the name of its environment variable. The same names, as `--port`, are options of the CLI. */
const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: address.optional(),
  ROLES: z
    .string()
    .default('web,worker')
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(PROCESS_ROLES)).min(1)),
  MODE: z.enum(['demo', 'production']).optional(),
  THEME: z.string().default('default'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  KEY_FILE: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
  METRICS_TOKEN: z.string().min(16).optional(),
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional(),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  LEASE_SECONDS: z.coerce.number().int().min(1).default(60),
  UNCERTAIN_SECONDS: z.coerce.number().int().min(1).default(600),
  CLAMD_URL: z
    .string()
    .regex(/^tcp:\/\/\S+$/, 'must be an address such as tcp://127.0.0.1:3310')
    .optional(),
  SMPP_URL: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .pipe(z.array(address))
    .optional(),
  CARRIERS_FILE: z.string().optional(),
  SMTP_URL: address.optional(),
  MAIL_FROM: z.string().default('Ventanilla <avisos@ventanilla.example>'),
  RETURN_MAIL_DOMAIN: z.hostname().optional(),
  RETURN_MAIL_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  RETURN_MAIL_HOST: z.string().default('127.0.0.1'),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i, 'must be a label of the DNS, such as 2026a')
    .optional(),
  DKIM_KEY_FILE: z.string().optional(),
  SMS_SENDER: z.string().max(15).default('VENTANILLA'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute address that people use, without a slash at the end; undefined: made from host and port. */
  readonly publicUrl: string | undefined;
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
  readonly mailFrom: string;
  readonly smsSender: string;
  /** Domain whose mail comes back to this program; undefined: bounces go to `mailFrom`, unheard. */
  readonly returnMailDomain: string | undefined;
  /** Where mail that comes back is listened for, on worker nodes; undefined: it is not. */
  readonly returnMailPort: number | undefined;
  readonly returnMailHost: string;
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
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(
    names
      .map((name) => [name, overrides[name] ?? process.env[name]])
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings are not right:\n${lines.join('\n')}`);
  }
  const values = result.data;
  const dataDir = resolve(values.DATA_DIR);
  const demo = (values.MODE ?? (isLoopback(values.HOST) ? 'demo' : 'production')) === 'demo';
  if (demo && !isLoopback(values.HOST)) {
    throw new ConfigError(
      'MODE=demo lets anybody enter as anybody, so it only listens on this machine: set HOST=127.0.0.1 or MODE=production.',
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
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
    mailFrom: values.MAIL_FROM,
    smsSender: values.SMS_SENDER,
    returnMailDomain: values.RETURN_MAIL_DOMAIN,
    returnMailPort: values.RETURN_MAIL_PORT,
    returnMailHost: values.RETURN_MAIL_HOST,
    dkimSelector: values.DKIM_SELECTOR,
    dkimKeyFile: values.DKIM_KEY_FILE ? resolve(values.DKIM_KEY_FILE) : resolve(dataDir, 'dkim.pem'),
  };
}

/** Names of the settings, for the help of the command line. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
