import { findServerProcesses, sendSignal, waitUntil } from './processes.ts';

/** How long an abandoned server may take to write its buffers and end, before it is ended without. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * Ends what an earlier, killed Ventanilla left running on this cluster; the caller holds the lock, so nobody needs it.
 * Ending it is preferred to adopting it: a child of our own reports its end and has the settings asked for, and ending
 * costs tens of milliseconds. Returns true when there was anything.
 */
export async function endLeftovers(cluster: string): Promise<boolean> {
  const { server, children } = findServerProcesses(cluster);
  if (server === undefined && children.length === 0) return false;
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
