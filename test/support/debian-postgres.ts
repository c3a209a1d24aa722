import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './app.ts';
import { until } from './until.ts';

/** Where Debian puts the programs of its PostgreSQL; the newest version first. */
const [bin] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();

/** Why an external PostgreSQL cannot be run here; undefined = it can. */
export function debianPostgresMissing(): string | undefined {
  if (bin && existsSync(join(bin, 'initdb'))) return undefined;
  return 'LEFT OUT: no external PostgreSQL is installed (Debian: apt-get install postgresql)';
}

export interface ExternalServer {
  readonly version: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of Debian's PostgreSQL with an empty database, reached by address as a machine of its own would be. */
export async function startDebianPostgres(): Promise<ExternalServer> {
  if (!bin) throw new Error(debianPostgresMissing());
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-debian-'));
  const account = ordinaryAccount();
  if (account) chownSync(folder, account.uid, account.gid);
  const options = { cwd: folder, ...account };
  const data = join(folder, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'ventanilla', '-A', 'trust', '-E', 'UTF8'], options);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr.toString()}`);
  const port = await freePort();
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const server = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const ready = () =>
    spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' }).status === 0;
  await until('PostgreSQL answers', ready);
  spawnSync(join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'ventanilla', 'ventanilla']);
  return {
    version: readFileSync(join(data, 'PG_VERSION'), 'utf8').trim(),
    url: `postgres://ventanilla@127.0.0.1:${port}/ventanilla`,
    async stop() {
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then Debian's own account for it does. */
function ordinaryAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
