import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { FieldCrypt } from './crypt/field-crypt.ts';
import type { Db } from './db/db.ts';
import type { Files } from './files/files.ts';
import type { Locale } from './i18n/locale.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { LiveBus } from './live/live.ts';
import type { Actor } from './permissions/actor.ts';
import type { AccessRules } from './permissions/permissions.ts';
import type { VirusScanner } from './uploads/scanner.ts';

/** What the program has, whoever is acting. Made once by the composition root. */
export interface Services {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly jobs: Jobs;
  /** Hints to the screens of all nodes that something changed. */
  readonly live: Pick<LiveBus, 'subscribe' | 'publish'>;
  readonly files: Files;
  readonly crypt: FieldCrypt;
  /** Public half of the key that seals audit log and evidence: SPKI in PEM. */
  readonly sealKeyPem: string;
  readonly access: AccessRules;
  /** Absolute address of this installation, without a slash at the end: for links in messages and QR codes. */
  readonly publicUrl: string;
  /** Looks at files that people send; undefined where the operator has none. */
  readonly scanner?: VirusScanner;
}

/** What every command and query gets: the services, who acts, in which language, under which request. */
export interface Ctx extends Services {
  readonly actor: Actor;
  readonly locale: Locale;
  readonly requestId: string;
}

/**
 * Runs `work` in one transaction; inside, `tx.db` is the transaction. Called within a transaction it joins it.
 * Serialization failures and deadlocks are retried, so `work` must not touch anything outside the database.
 */
export function transact<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}

/** A context for the program itself: reactions, jobs, seeds. `name` says which. */
export function systemContext(services: Services, name: string, requestId: string, locale: Locale = 'es-MX'): Ctx {
  return { ...services, actor: { kind: 'system', name }, locale, requestId };
}
