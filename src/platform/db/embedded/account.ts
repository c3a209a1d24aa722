import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { DataDirAccess } from './errors.ts';

/** The account that the server runs as when we are root; PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How to start a server program: the program itself, or `setpriv` in front of it. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

/** Turns a program and its arguments into the command that runs it under the server's account. */
export type RunAs = (program: string, args: readonly string[]) => Command;

/** Programs of ours get a clean environment: PGDATA, PGPORT or a foreign locale would change what they do. */
const SERVER_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The account for the cluster: nobody else's (undefined) unless we are root. As root: the owner of an existing cluster,
 * so that a folder made by a person stays usable by that person; else `postgres`; else `nobody`, which every Debian has.
 * Users are never created. Error: DataDirAccess when the machine has neither.
 */
export function chooseAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  const owner = findOwner(cluster);
  if (owner !== undefined && owner.uid !== 0) {
    return accounts.find(({ uid }) => uid === owner.uid) ?? { name: String(owner.uid), ...owner };
  }
  const account = ['postgres', 'nobody'].map((name) => accounts.find((one) => one.name === name)).find(Boolean);
  if (account === undefined || account.uid === 0) {
    throw new DataDirAccess(
      'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
        'Start Ventanilla as an ordinary user, or set DATABASE_URL to an external server.',
    );
  }
  return account;
}

/** Gives a file, or a folder and all in it, to the account. Links are changed themselves, never what they point to. */
export function giveTo(account: Account, target: string): void {
  // What is inside comes first: a root without all capabilities can no longer look into a folder that it gave away.
  if (lstatSync(target).isDirectory()) {
    for (const name of readdirSync(target)) giveTo(account, path.join(target, name));
  }
  lchownSync(target, account.uid, account.gid);
}

/**
 * Decides how programs are run as `account` so that they reach both the programs and `folder`. A project under /root (mode
 * 0700) is closed to every other user; there the server keeps one capability, reading past folder modes, and only if
 * the machine withholds that one, the wider dac_override (Docker grants only the latter).
 * Error: DataDirAccess with what to do when neither way works.
 */
export function chooseRunAs(account: Account | undefined, binaries: Binaries, folder: string): RunAs {
  const options = { cwd: '/', env: { ...SERVER_ENVIRONMENT, ...binaries.environment } };
  if (account === undefined) return (binary, args) => ({ program: binary, args, options });
  const { uid, gid } = account;
  const plain: RunAs = (binary, args) => ({ program: binary, args, options: { ...options, uid, gid } });
  const withCapability = (capability: string): RunAs => {
    // Without no_setuid_fixup the kernel drops the capability in access(2), by which initdb looks for its programs.
    const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
    const grants = [`--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`];
    return (binary, args) => ({ program: 'setpriv', args: [...ids, ...grants, '--', binary, ...args], options });
  };
  const ways = [plain, withCapability('dac_read_search'), withCapability('dac_override')];
  const way = ways.find((runAs) => reaches(runAs, binaries.postgres, folder));
  if (way !== undefined) return way;
  throw new DataDirAccess(
    `PostgreSQL runs as user "${account.name}" here because we are root, and that user cannot reach ${folder} or ` +
      `${binaries.postgres}. Move the project out of the closed folder (to /opt or /srv, say), or open its parents for passing ` +
      `through (chmod o+x), or start Ventanilla as the ordinary user who owns it, or set DATABASE_URL.`,
  );
}

function reaches(runAs: RunAs, program: string, folder: string): boolean {
  const succeeds = ({ program: binary, args, options }: Command) =>
    spawnSync(binary, args, { ...options, stdio: 'ignore' }).status === 0;
  return succeeds(runAs(program, ['--version'])) && succeeds(runAs('/bin/sh', ['-c', 'cd "$1"', 'sh', folder]));
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function findOwner(folder: string): { uid: number; gid: number } | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}
