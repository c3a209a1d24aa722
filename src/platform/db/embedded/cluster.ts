import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Account, RunAs } from './account.ts';
import { giveTo } from './account.ts';
import type { Binaries } from './binaries.ts';
import { DataDirVersionMismatch, EmbeddedError, ServerFailed } from './errors.ts';
import type { Layout } from './layout.ts';

export const SUPERUSER = 'postgres';

/** True when the folder holds a whole cluster of our major version. Error: DataDirVersionMismatch, or `data_dir_foreign`. */
export function hasCluster(layout: Layout, majorVersion: string): boolean {
  if (!existsSync(layout.cluster)) return false;
  const versionFile = path.join(layout.cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new EmbeddedError(
      'data_dir_foreign',
      `${layout.cluster} exists but is no PostgreSQL cluster. Choose another DATA_DIR, or move that folder away.`,
    );
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found !== majorVersion) throw new DataDirVersionMismatch(layout.dataDir, found, majorVersion);
  return true;
}

/** An empty folder for a new cluster, owned by the account that will run the server. A half-made one is thrown away. */
export function prepareDraft(layout: Layout, account: Account | undefined): void {
  rmSync(layout.draft, { recursive: true, force: true });
  mkdirSync(layout.draft, { mode: 0o700 });
  if (account) giveTo(account, layout.draft);
}

/**
 * Makes the cluster: UTF-8 with the built-in C.UTF-8 locale, so that no index depends on the machine's libraries, and
 * a random superuser password over SCRAM. It appears under its final name only when whole, so a kill in the middle
 * leaves nothing that a later start would mistake for data.
 */
export async function createCluster(
  layout: Layout,
  binaries: Binaries,
  runAs: RunAs,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  // initdb runs under the server's account and must be able to read it; the file of our own stays with us.
  const passwordForServer = path.join(layout.dataDir, 'password.draft');
  writeSecret(passwordForServer, password);
  if (account) giveTo(account, passwordForServer);
  try {
    await runInitdb(runAs, binaries.initdb, [
      `--pgdata=${layout.draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordForServer}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      // The password has 192 random bits: stretching it adds no safety and 5 ms to every new connection.
      '--set=scram_iterations=1',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]);
  } finally {
    rmSync(passwordForServer, { force: true });
  }
  writeSecret(layout.password, password);
  renameSync(layout.draft, layout.cluster);
  if (durable) syncFolder(layout.dataDir);
}

/** The superuser's password. Error: `password_missing`. */
export function getPassword(layout: Layout): string {
  try {
    return readFileSync(layout.password, 'utf8').trim();
  } catch (error) {
    throw new EmbeddedError(
      'password_missing',
      `The database's password file ${layout.password} cannot be read: ${(error as Error).message}. ` +
        `Put it back from your copy of the data folder (it belongs to the cluster beside it).`,
      { cause: error },
    );
  }
}

async function runInitdb(runAs: RunAs, initdb: string, args: string[]): Promise<void> {
  const command = runAs(initdb, args);
  const child = spawn(command.program, command.args, { ...command.options, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const status = await promise;
  if (status === 0) return;
  const cure = errors.includes('could not look up effective user ID')
    ? ' This numeric user has no name in /etc/passwd, and PostgreSQL needs one: add it, or set DATABASE_URL.'
    : '';
  throw new ServerFailed(
    `The database cluster could not be created (initdb ended with ${status}).${cure}`,
    errors.trim(),
  );
}

function writeSecret(file: string, secret: string): void {
  rmSync(file, { force: true });
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, `${secret}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
