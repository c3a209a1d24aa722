import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#test/support/app.ts';
import { until } from '#test/support/until.ts';

const BEARERBOX = '/usr/sbin/bearerbox';
const SMSBOX = '/usr/sbin/smsbox';

/** Why the real Kannel cannot be run here; undefined = it can. */
export function kannelMissing(): string | undefined {
  if (existsSync(BEARERBOX) && existsSync(SMSBOX)) return undefined;
  return 'LEFT OUT: the real Kannel is not installed (Debian: apt-get install kannel kannel-extras)';
}

export interface KannelOptions {
  /** The SMPP server that Kannel binds to. */
  readonly smpp: { readonly port: number; readonly systemId: string; readonly password: string };
  /** Where it tells what citizens write. */
  readonly inboundUrl: string;
}

export interface Kannel {
  /** With the account of its `sendsms` user. */
  readonly url: string;
  close(): Promise<void>;
}

/** Runs bearerbox and smsbox in a folder of their own, bound to the given SMPP server as a transceiver. */
export async function startKannel({ smpp, inboundUrl }: KannelOptions): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-kannel-'));
  const [admin, box, http] = [await freePort(), await freePort(), await freePort()];
  const file = join(folder, 'kannel.conf');
  writeFileSync(
    file,
    `group = core
admin-port = ${admin}
admin-password = none
admin-interface = 127.0.0.1
smsbox-port = ${box}
box-allow-ip = 127.0.0.1
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = local
host = 127.0.0.1
port = ${smpp.port}
smsc-username = ${smpp.systemId}
smsc-password = ${smpp.password}
system-type = ""
transceiver-mode = true
enquire-link-interval = 5
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${http}
sendsms-interface = 127.0.0.1
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = ventanilla
password = secreto
max-messages = 6
concatenation = true

group = sms-service
keyword = default
catch-all = true
get-url = "${inboundUrl}?from=%p&to=%P&coding=%c&text=%a"
max-messages = 0
`,
  );
  const started: ChildProcess[] = [];
  const run = async (program: string, port: number): Promise<void> => {
    const child = spawn(program, ['-v', '3', file], { cwd: folder, stdio: 'ignore' });
    started.push(child);
    await listening(port, child);
  };
  const close = async (): Promise<void> => {
    for (const child of started.toReversed()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await run(BEARERBOX, box);
    await run(SMSBOX, http);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://ventanilla:secreto@127.0.0.1:${http}`, close };
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  await until(`${child.spawnfile} on port ${port}`, () => {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    return opens(port);
  });
}

function opens(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.destroy();
    resolve(true);
  });
  socket.once('error', () => resolve(false));
  return promise;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await promise;
  clearTimeout(timer);
}
