import { watch, type FSWatcher } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, lutimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Email } from 'postal-mime';
import type { Clock } from '#platform/clock.ts';
import { isUnavailable } from '#platform/db/unavailable.ts';
import { parseMail } from './dsn.ts';
import { MAX_OCTETS, takeMail, type Envelope, type MailHandlers } from './take-mail.ts';

/**
 * Mail that comes back as files: a mail server drops each in `new/` of a Maildir, several workers take them.
 *
 * A worker claims a file by moving it to `claimed/`: of two only one succeeds. It goes to `cur/` with the flag S (seen) when
 * its effect is on record, or with F (flagged) when it is none of ours or cannot be read: those are for a person to look at.
 * What a worker that died had claimed goes back to `new/` after some minutes; taken twice it has its effect once.
 *
 * Library considered: chokidar, to watch the folder. Whatever tells of new files misses some (network file systems, full
 * queues of the kernel), so the folder is read every few seconds anyhow and Node's own watch is enough as a hint.
 */
export interface MaildirOptions {
  readonly folder: string;
  /** Which recipients are ours. */
  readonly takes: (address: string) => boolean;
  readonly handlers: MailHandlers;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

const LOOK_MS = 5_000;
/** Longer than any mail takes, and than the clocks of two nodes differ. */
const CLAIM_MINUTES = 5;
/** Handled together: what they say is written down in one transaction. */
const AT_ONCE = 20;
/** A mail that we fail at is tried again after each claim's time; after so many it is put aside. */
const TRIES = 3;

const CLOSE_GRACE_MS = 2_000;

const HANDLED = ':2,S';
const ASIDE = ':2,F';

export class MaildirIntake {
  readonly #options: MaildirOptions;
  readonly #failures = new Map<string, number>();
  readonly #running: Promise<void>;
  #watcher: FSWatcher | undefined;
  #wake = (): void => undefined;
  #isHinted = false;
  #isClosed = false;
  /** What was wrong at the last look: told once, not every five seconds. */
  #complaint = '';

  constructor(options: MaildirOptions) {
    this.#options = options;
    this.#running = this.#loop();
  }

  /** Finishes the mails at hand, if it can: what waits for a database that is away stays claimed and is taken later. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    this.#watcher?.close();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, CLOSE_GRACE_MS);
    await Promise.race([this.#running, grace.promise]);
    clearTimeout(timer);
  }

  async #loop(): Promise<void> {
    while (!this.#isClosed) {
      this.#isHinted = false;
      try {
        await this.#look();
        this.#complaint = '';
      } catch (error) {
        this.#warnOnce(error as Error, 'the folder of returned mail cannot be read');
      }
      await this.#rest();
    }
  }

  async #look(): Promise<void> {
    for (const part of ['tmp', 'new', 'cur', 'claimed']) await mkdir(this.#at(part), { recursive: true });
    this.#watch();
    await this.#freeClaims();
    const names = (await readdir(this.#at('new'))).filter((name) => !name.startsWith('.')).toSorted();
    const failures: unknown[] = [];
    for (let first = 0; first < names.length && !this.#isClosed; first += AT_ONCE) {
      const taken = await Promise.allSettled(names.slice(first, first + AT_ONCE).map((name) => this.#take(name)));
      for (const one of taken) if (one.status === 'rejected') failures.push(one.reason);
    }
    // One that cannot be moved must not keep the others.
    if (failures.length > 0) throw failures[0];
  }

  /** Gives back what was claimed long ago: its worker is gone, or failed at it. */
  async #freeClaims(): Promise<void> {
    const end = this.#options.clock.now().subtract({ minutes: CLAIM_MINUTES }).epochMilliseconds;
    for (const name of await readdir(this.#at('claimed'))) {
      const claimed = await lstat(this.#at('claimed', name)).catch(unlessGone);
      if (claimed !== GONE && claimed.mtimeMs < end) await this.#move(['claimed', name], ['new', name]);
    }
  }

  async #take(given: string): Promise<void> {
    // The time of the claim, set before it: a claim must never look old to another worker.
    const now = this.#options.clock.now().epochMilliseconds / 1000;
    if ((await lutimes(this.#at('new', given), now, now).catch(unlessGone)) === GONE) return;
    if (!(await this.#move(['new', given], ['claimed', given]))) return;
    const name = given.replace(/:2,[A-Za-z]*$/, '');
    const found = await this.#read(given);
    if (found === GONE) return;
    if (typeof found === 'string') return this.#putAside(given, name, found);
    try {
      await takeMail(found.mail, found.raw, found.envelope, this.#options.handlers);
    } catch (error) {
      this.#warnOnce(error as Error, 'a mail that came back was not taken');
      // The database being away is not the mail's fault.
      const failures = (this.#failures.get(name) ?? 0) + (isUnavailable(error) ? 0 : 1);
      this.#failures.set(name, failures);
      if (failures < TRIES) return;
      return this.#putAside(given, name, 'it cannot be written down');
    }
    this.#failures.delete(name);
    await this.#move(['claimed', given], ['cur', name + HANDLED]);
  }

  /** The mail, or why it is not for us. */
  async #read(name: string): Promise<{ mail: Email; raw: Buffer; envelope: Envelope } | string | typeof GONE> {
    const path = this.#at('claimed', name);
    try {
      const file = await lstat(path).catch(unlessGone);
      if (file === GONE) return GONE;
      if (!file.isFile()) return 'it is no file';
      if (file.size > MAX_OCTETS) return 'it is too large';
      const raw = await readFile(path).catch(unlessGone);
      if (raw === GONE) return GONE;
      const mail = await parseMail(raw);
      const to = recipientsOf(mail).find((address) => this.#options.takes(address));
      if (to === undefined) return 'it is to none of our addresses';
      return { mail, raw, envelope: { from: senderOf(mail), to: [to] } };
    } catch (error) {
      return `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no mail'})`;
    }
  }

  async #putAside(given: string, name: string, reason: string): Promise<void> {
    this.#failures.delete(name);
    if (await this.#move(['claimed', given], ['cur', name + ASIDE])) {
      this.#options.log.warn({ reason }, 'a mail that came back was put aside');
    }
  }

  /** False: another worker was faster. */
  async #move(from: readonly string[], to: readonly string[]): Promise<boolean> {
    return (await rename(this.#at(...from), this.#at(...to)).catch(unlessGone)) !== GONE;
  }

  #at(...path: readonly string[]): string {
    return join(this.#options.folder, ...path);
  }

  #watch(): void {
    if (this.#watcher || this.#isClosed) return;
    const hint = (): void => {
      this.#isHinted = true;
      this.#wake();
    };
    const forget = (): void => {
      this.#watcher?.close();
      this.#watcher = undefined;
    };
    try {
      this.#watcher = watch(this.#at('new'), { persistent: false }, hint).on('error', forget);
    } catch {
      // Too many watches on this machine: the folder is read every few seconds all the same.
    }
  }

  async #rest(): Promise<void> {
    if (this.#isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LOOK_MS);
    this.#wake = resolve;
    if (this.#isHinted) resolve();
    await promise;
    clearTimeout(timer);
  }

  #warnOnce(error: Error, words: string): void {
    if (this.#complaint === error.message) return;
    this.#complaint = error.message;
    this.#options.log.warn({ error: error.message }, words);
  }
}

const GONE = Symbol('moved by another worker');

/** Another worker moved it in between. */
function unlessGone(error: unknown): typeof GONE {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return GONE;
}

/** Fields in which servers that deliver into a folder write the recipient of the envelope; theirs stand on top. */
const RECIPIENT_FIELDS = ['x-original-to', 'delivered-to', 'envelope-to'];

const bare = (address: string): string => address.trim().replace(/^<|>$/g, '');

function recipientsOf(mail: Email): string[] {
  const named = RECIPIENT_FIELDS.flatMap((field) => mail.headers.find(({ key }) => key === field)?.value ?? []);
  return [...new Set(named.map((address) => bare(address).toLowerCase()))];
}

/** The sender of the envelope; where the server did not keep it, who says to have written: a wish must not be lost. */
function senderOf(mail: Email): string {
  const kept = mail.headers.find(({ key }) => key === 'return-path')?.value;
  return kept === undefined ? (mail.from?.address ?? '') : bare(kept);
}
