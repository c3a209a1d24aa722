import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * When a process began, in clock ticks since boot (proc_pid_stat(5), field 22), or undefined when there is none or it
 * is a zombie. Together with the boot id it tells a process from a later one with the same number.
 */
export function findStartTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in field 2 may hold blanks and brackets: count from its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Changes with every boot of the machine; an empty string where the kernel does not tell. */
export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * The processes of a PostgreSQL server on `cluster`: the server itself, known by its command line (readable by everyone),
 * and its children, known by their title and working directory. No pid file is trusted: it may name a foreign process.
 */
export function findServerProcesses(cluster: string): { server: number | undefined; children: number[] } {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const isServer = (pid: number) => {
    const [program = '', ...args] = readCommandLine(pid);
    return path.basename(program) === 'postgres' && args.includes('-D') && args[args.indexOf('-D') + 1] === cluster;
  };
  const isChild = (pid: number) =>
    readCommandLine(pid)[0]?.startsWith('postgres: ') === true && findWorkingDirectory(pid) === cluster;
  // A child looks like its server for a moment after the fork: the server is the oldest.
  const [server, ...justForked] = pids.filter(isServer);
  return { server, children: [...justForked, ...pids.filter(isChild)] };
}

/** Sends a signal; false when the process is gone already. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Waits until `isDone` holds, looking every few milliseconds; false when `limitMs` pass first. */
export async function waitUntil(isDone: () => boolean, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!isDone()) {
    if (performance.now() > end) return false;
    await sleep(10);
  }
  return true;
}

function findWorkingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The words that a process was called with; none when it is gone or not for our eyes. */
export function readCommandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
