import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findServerProcesses, sendSignal, waitUntil } from './processes.ts';

/** How long an abandoned server may take to write its buffers and end, before it is ended without. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * Ends what an earlier, killed Ventanilla left running on this cluster; the caller holds the lock, so nobody needs it.
 * Ending it is preferred to adopting it: a child of our own reports its end and has the settings asked for, and ending
 * costs tens of milliseconds. Returns true when anything was running.
 */
export async function endLeftovers(cluster: string, onFound?: () => void): Promise<boolean> {
  const wasRunning = await endProcesses(cluster, onFound);
  disarmPidFile(cluster);
  return wasRunning;
}

async function endProcesses(cluster: string, onFound: (() => void) | undefined): Promise<boolean> {
  const { server, children } = findServerProcesses(cluster);
  if (server === undefined && children.length === 0) return false;
  onFound?.();
  const allGone = () => {
    const left = findServerProcesses(cluster);
    return left.server === undefined && left.children.length === 0;
  };
  if (server !== undefined) {
    sendSignal(server, 'SIGINT');
    if (await waitUntil(allGone, FAST_SHUTDOWN_MS)) return true;
    sendSignal(server, 'SIGQUIT');
  }
  // Children notice the death of their server by themselves, unless they are in the middle of a long computation.
  if (await waitUntil(allGone, IMMEDIATE_SHUTDOWN_MS)) return true;
  const stubborn = findServerProcesses(cluster);
  if (stubborn.server !== undefined) sendSignal(stubborn.server, 'SIGKILL');
  for (const pid of stubborn.children) sendSignal(pid, 'SIGKILL');
  await waitUntil(allGone, IMMEDIATE_SHUTDOWN_MS);
  return true;
}

/**
 * A killed server leaves postmaster.pid behind, and the next one refuses to start while any process has that number:
 * a zombie that nobody reaped (usual in containers) or a stranger that got it later. The file is not deleted, because
 * its other lines guard against surviving children; its number becomes ours, the parent's, which the server ignores.
 */
function disarmPidFile(cluster: string): void {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const { server } = findServerProcesses(cluster);
  if (server !== undefined) return;
  const [pid = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  // Torn by a power cut: the server would refuse it as "bogus" for ever.
  if (!/^-?\d+$/.test(pid)) rmSync(file);
  else writeFileSync(file, [process.pid, ...rest].join('\n'));
}
