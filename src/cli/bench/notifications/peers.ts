import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  readonly url: string;
  stop(): void;
}

/** Starts the demonstration's carrier in a process of its own and resolves when it listens. */
export async function startCarrierProcess(): Promise<Peer> {
  const { child, said } = await startPeer('carrier/child.ts');
  return { url: String(said.url), stop: () => child.disconnect() };
}

/** The demonstration's mail server likewise. */
export async function startMailProcess(): Promise<Peer> {
  const { child, said } = await startPeer('mailsink/child.ts');
  return { url: `smtp://127.0.0.1:${said.port}`, stop: () => child.disconnect() };
}

interface Said {
  readonly url?: string;
  readonly port?: number;
}

async function startPeer(file: string): Promise<{ child: ChildProcess; said: Said }> {
  const child = fork(join(import.meta.dirname, '../../../demo', file), { execArgv: process.execArgv });
  const { promise, resolve, reject } = Promise.withResolvers<Said>();
  child.once('message', (said: Said) => resolve(said));
  child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  return { child, said: await promise };
}

/** Memory in MB and CPU seconds that a process used so far (Linux). */
export function usage(child: ChildProcess): { peakMb: number; nowMb: number; cpuSeconds: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return {
    peakMb: Math.round(kilobytes('VmHWM') / 1024),
    nowMb: Math.round(kilobytes('VmRSS') / 1024),
    // utime and stime, in hundredths of a second.
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
  };
}
