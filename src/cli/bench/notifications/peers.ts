import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  readonly url: string;
  stop(): void;
}

/** Starts the demonstration's carrier in a process of its own and resolves when it listens. */
export async function startCarrierProcess(): Promise<Peer> {
  const file = join(import.meta.dirname, '../../../demo/carrier/child.ts');
  const child = fork(file, { execArgv: process.execArgv });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.once('message', ({ url }: { url: string }) => resolve(url));
  child.once('exit', (code) => reject(new Error(`the carrier ended with ${code}`)));
  return { url: await promise, stop: () => child.disconnect() };
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
