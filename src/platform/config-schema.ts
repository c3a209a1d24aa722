import { z } from 'zod';

/** The roles that one process may take; several machines run the same program with different roles. */
export const PROCESS_ROLES = ['web', 'worker'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const anAddress = (example: string) => ({ must: `an address such as ${example}` });
const aFile = { value: 'FILE' };
/** Not everybody: then anybody could name any address as their own, and no limit would hold. */
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).refine((text) => !text.endsWith('/0'));
const address = z.string().regex(/^[a-z]+:\/\/\S+$/);

/**
 * Every setting, by the name of its environment variable. The same names, as `--port`, are options of the CLI.
 * `about` is for the help; `must` ends the sentence "NAME must be …" (a wrong value is not repeated: it may be a
 * password); `value` stands for the value in the help.
 */
export const settingsSchema = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .meta({ about: 'port of the pages; 0 takes a free one', must: 'a whole number from 0 to 65535' }),
  HOST: z
    .string()
    .default('127.0.0.1')
    .meta({ about: 'address of this machine to listen on; 0.0.0.0 for all of them' }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      about: 'address that people use; stands in messages and links',
      ...anAddress('https://ventanilla.gob.mx'),
    }),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .pipe(z.array(network))
    .optional()
    .meta({
      about: 'proxies on other machines whose X-Forwarded-For is believed; one on this machine always is',
      must: 'addresses or networks with commas between them, such as 10.20.0.5,10.20.1.0/24',
    }),
  DATA_DIR: z.string().default('data').meta({ about: 'folder of files, keys and the embedded database', value: 'DIR' }),
  DATABASE_URL: address.optional().meta({
    about: 'external PostgreSQL, 15 or newer; without it the embedded one runs',
    ...anAddress('postgres://ventanilla:password@db.example:5432/ventanilla'),
  }),
  ROLES: z
    .string()
    .default('web,worker')
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(PROCESS_ROLES)).min(1))
    .meta({ about: 'what this node does', must: 'web, worker, or web,worker' }),
  MODE: z.enum(['demo', 'production']).optional().meta({
    about:
      'demo: invented people whom anybody on this machine enters as. Not given: demo while HOST and PUBLIC_URL are of this machine',
    must: 'demo or production',
  }),
  THEME: z.string().default('default').meta({ about: 'colours of an agency' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta({ about: 'least weight of what is logged', must: 'fatal, error, warn, info, debug or silent' }),
  KEY_FILE: z
    .string()
    .optional()
    .meta({ about: 'keys of the installation; not given: keys.json in DATA_DIR', ...aFile }),
  DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .meta({ about: 'most connections of this node to the database', must: 'a whole number from 2 to 200' }),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .meta({ about: 'what /metrics asks for; not given: it answers this machine only', must: '16 characters or more' }),
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional().meta({
    about: 'before it stops, how long /readyz says no; not given: 5, in a demonstration 0',
    must: 'a number from 0 to 60',
  }),
  RATE_LIMITS: z
    .enum(['on', 'off'])
    .default('on')
    .meta({ about: 'off only where another layer limits how often people ask', must: 'on or off' }),
  LEASE_SECONDS: z.coerce.number().int().min(1).default(60).meta({
    about: 'a message whose sender died counts as uncertain after this',
    must: 'a whole number from 1',
  }),
  UNCERTAIN_SECONDS: z.coerce.number().int().min(1).default(600).meta({
    about: 'an uncertain notice without a receipt is sent once more after this',
    must: 'a whole number from 1',
  }),
  CLAMD_URL: z
    .string()
    .regex(/^tcp:\/\/\S+$/)
    .optional()
    .meta({ about: 'virus scanner (ClamAV) for files that people send', ...anAddress('tcp://127.0.0.1:3310') }),
  SMPP_URL: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .pipe(z.array(address))
    .optional()
    .meta({
      about: 'carriers of SMS, with spaces between them',
      ...anAddress('smpp://name:password@smsc.example:2775'),
    }),
  CARRIERS_FILE: z
    .string()
    .optional()
    .meta({ about: 'more carriers; not given: carriers.json in DATA_DIR, if there is one', ...aFile }),
  SMTP_URL: address
    .optional()
    .meta({ about: 'server that takes our mail', ...anAddress('smtps://name:password@mail.example:465') }),
  ALARM_EMAILS: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((one) => one !== ''))
    .pipe(z.array(z.email()))
    .optional()
    .meta({
      about: 'who gets alarms of the notices, beside those whom each agency names; with commas between them',
      must: 'mail addresses with commas between them',
    }),
  ALARM_SMTP_URL: address.optional().meta({
    about: 'another mail server for alarms, so that they come when that of SMTP_URL is away',
    ...anAddress('smtps://name:password@other.example:465'),
  }),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]+$/)
    .default('Ventanilla <avisos@ventanilla.example>')
    .meta({ about: 'sender of mails', must: 'one line, such as Ventanilla <avisos@example.gob.mx>' }),
  RETURN_MAIL_DOMAIN: z
    .hostname()
    .optional()
    .meta({ about: 'domain whose mail comes back to this program', must: 'a domain such as r.example.gob.mx' }),
  RETURN_MAIL_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ about: 'where a worker listens for mail that comes back', must: 'a whole number from 1 to 65535' }),
  RETURN_MAIL_HOST: z.string().default('127.0.0.1').meta({ about: 'address that it listens on for it' }),
  RETURN_MAILDIR: z.string().optional().meta({
    about: 'folder (Maildir) where a mail server of this machine drops mail that comes back; workers read it',
    value: 'DIR',
  }),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i)
    .optional()
    .meta({
      about: 'name of the DKIM key in the DNS; without it mails leave unsigned',
      must: 'a label of the DNS, such as 2026a',
    }),
  DKIM_KEY_FILE: z
    .string()
    .optional()
    .meta({ about: 'DKIM key; not given: dkim.pem in DATA_DIR', ...aFile }),
  SMS_SENDER: z.string().max(15).default('VENTANILLA').meta({ about: 'sender of SMS', must: '15 characters or fewer' }),
});

export type SettingName = keyof typeof settingsSchema.shape;

/** One setting as the help tells it. */
export interface Setting {
  readonly name: SettingName;
  readonly about: string;
  /** What stands for its value in the help, e.g. `FILE`. */
  readonly value: string;
  /** In the words a person would write; undefined: none. */
  readonly standard: string | undefined;
}

/** All settings, in the order in which the help tells them. */
export const SETTINGS: readonly Setting[] = Object.entries(settingsSchema.shape).map(([name, schema]) => {
  const { about, value } = schema.meta() as { about: string; value?: string };
  const { data } = schema.safeParse(undefined);
  return {
    name: name as SettingName,
    about,
    value: value ?? name.split('_').at(-1) ?? name,
    standard: data === undefined ? undefined : String(data),
  };
});

/** "PORT must be a whole number from 0 to 65535". */
export function whatItMustBe(name: string): string {
  const schema = settingsSchema.shape[name as SettingName];
  return `${name} must be ${(schema.meta()?.must as string | undefined) ?? 'text'}`;
}
