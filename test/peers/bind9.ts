import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '#test/support/app.ts';

const NAMED = '/usr/sbin/named';

/** Why the real name server cannot be run here; undefined = it can. */
export function nameServerMissing(): string | undefined {
  return existsSync(NAMED) ? undefined : 'LEFT OUT: the real bind9 is not installed (Debian: apt-get install bind9)';
}

export interface NameServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Asks this server and no other. */
  readonly resolver: Resolver;
  close(): Promise<void>;
}

/** Runs Debian's bind9 with one zone, `example`, of these lines, on a port of its own; nothing of the system is touched. */
export async function startBind9(lines: readonly string[]): Promise<NameServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bind9-'));
  const port = await freePort();
  const zone = ['$TTL 60', '@ IN SOA ns.example. postmaster.example. 1 60 60 60 60', '@ IN NS ns', 'ns IN A 127.0.0.1'];
  writeFileSync(join(folder, 'zone'), `${[...zone, ...lines].join('\n')}\n`);
  const options = [
    `directory "${folder}"; pid-file "named.pid"; session-keyfile "session.key"; managed-keys-directory "${folder}";`,
    `listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no;`,
  ];
  writeFileSync(
    join(folder, 'named.conf'),
    `options { ${options.join(' ')} };\ncontrols {};\nzone "example" { type primary; file "zone"; };\n`,
  );
  const server = spawn(NAMED, ['-g', '-4', '-n', '1', '-c', join(folder, 'named.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const close = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  let runs = false;
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    runs = line.endsWith(' running');
    if (runs) break;
  }
  if (!runs || said.some((line) => line.includes('not loaded due to errors'))) {
    await close();
    throw new Error(`bind9 did not start: ${said.slice(-8).join('\n')}`);
  }
  // What it says later nobody reads; a full pipe would stop it.
  server.stderr.resume();
  const address = `127.0.0.1:${port}`;
  const resolver = new Resolver({ timeout: 5_000, tries: 3 });
  resolver.setServers([address]);
  return { address, resolver, close };
}
