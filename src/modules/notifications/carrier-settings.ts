import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, type Config } from '#platform/config.ts';
import { HttpProfile } from './adapters/http/profile.ts';
import { HTTP_PROFILES } from './adapters/http/profiles.ts';
import { smppAccount } from './adapters/smpp/account.ts';
import { CONCATENATIONS } from './domain/sms/segment.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, 'is 2 to 31 small letters, digits and hyphens')
  .refine(
    (given) => !/^(smtp|smpp\d*)$/.test(given),
    'smtp, smpp and smpp2 are the names of those of SMTP_URL and SMPP_URL',
  );

const smpp = z.object({
  name: z.string(),
  kind: z.literal('smpp'),
  /** `smpp://system:password@host:2775?bind=pair` */
  url: z.string().refine(isSmppAddress, 'must be an address such as smpp://system:password@host:2775'),
  /** Short code or name that people see; left out: SMS_SENDER. */
  sender: z.string().max(15).optional(),
  /** Submits without an answer at once. */
  window: z.int().min(1).max(1000).default(50),
  /** How the parts of a long message say that they belong together; `udh16` unless given. */
  concatenation: z.enum(CONCATENATIONS).optional(),
});

const http = z.object({
  name,
  kind: z.literal('http'),
  url: z.url({ protocol: /^https?$/ }),
  sender: z.string().max(15).optional(),
  window: z.int().min(1).max(1000).default(20),
  /** One of ours by name, or a whole one (docs/guides/carriers.md). */
  profile: z.union([z.enum(['kannel', 'twilio', 'infobip']).transform((known) => HTTP_PROFILES[known]), HttpProfile]),
  /** Where the carrier calls back with receipts and answers. */
  callbacks: z.object({
    host: z.string().default('127.0.0.1'),
    port: z.int().min(1).max(65_535),
    publicUrl: z.url().optional(),
    secret: z.string().min(16),
  }),
});

/** A carrier of SMS as the settings name it. */
export type CarrierSetting = z.infer<typeof smpp> | z.infer<typeof http>;

const file = z
  .array(z.discriminatedUnion('kind', [smpp.extend({ name }), http]))
  .refine((carriers) => new Set(carriers.map((carrier) => carrier.name)).size === carriers.length, 'names are unique');

/**
 * The carriers of SMS: those of SMPP_URL, by the names `smpp`, `smpp2`…, and of `carriers.json` in the data folder (or
 * CARRIERS_FILE). Throws ConfigError with every mistake.
 */
export function readCarriers(config: Config): CarrierSetting[] {
  const named = config.smppUrls.map((url, place) => {
    const parsed = smpp.safeParse({ name: place === 0 ? 'smpp' : `smpp${place + 1}`, kind: 'smpp', url });
    if (!parsed.success) throw new ConfigError(`SMPP_URL: ${parsed.error.issues[0]?.message}`);
    return parsed.data;
  });
  return [...named, ...readFile(config)];
}

function readFile({ carriersFile, dataDir }: Config): CarrierSetting[] {
  const path = carriersFile ?? join(dataDir, 'carriers.json');
  if (!existsSync(path)) {
    if (carriersFile) throw new ConfigError(`CARRIERS_FILE: there is no file ${path}.`);
    return [];
  }
  const parsed = file.safeParse(parseJson(path));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path: place, message }) => `  ${place.join('.')}: ${message}`);
  throw new ConfigError(`${path} is not right (docs/guides/carriers.md says how it is written):\n${lines.join('\n')}`);
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function isSmppAddress(address: string): boolean {
  try {
    smppAccount(address);
    return true;
  } catch {
    return false;
  }
}
