// Loaded into every test process. When the tests of a file are over, nothing may keep the process alive: a forgotten
// timer, socket or pool would do the same in production. What is still open is named, and the file fails.
import { after } from 'node:test';
import { isCleaningUp } from './clean-up.ts';

/** From the end of the last clean-up (clean-up.ts): what is still open then is open for ever. */
const PATIENCE_MS = Number(process.env.TEST_PATIENCE_MS ?? 10_000);
/** A timer that goes off once ends by itself, at the latest after a minute (patience of a browser, a response): no leak. */
const TIMERS_MS = 8 * PATIENCE_MS;
/** A clean-up that takes longer than this hangs. A machine with ten times its load needs some 10 s for a browser. */
const CLEAN_UP_MS = 120_000;
/** Longest life of one file: a file that hangs before or between its tests has no hook that would tell. */
const LIFETIME_MS = Number(process.env.TEST_LIFETIME_MS ?? 300_000);

// A connection that is asked twice at once: `pg` queues the second today, warns, and will refuse it in its next version.
process.on('warning', ({ message }) => {
  if (message.includes('already executing a query')) giveUp(`${message}\nopen:`);
});

/** What every process has: the channels to the runner. */
const own = process.getActiveResourcesInfo();

setTimeout(() => giveUp(`this test file is still running after ${LIFETIME_MS / 1000} s, open:`), LIFETIME_MS).unref();
after(() => {
  const last = performance.now();
  let since = last;
  setInterval(() => {
    const now = performance.now();
    if (isCleaningUp() && now - last < CLEAN_UP_MS) since = now;
    if (now - since > (kindsOpen().every((kind) => kind === 'Timeout') ? TIMERS_MS : PATIENCE_MS))
      giveUp('leaked handles keep this test file alive:');
  }, 100).unref();
  // Ends without Node's own clean-up of native handles, in which a socket that never closes spins for ever, out of
  // reach of every timer. Registered this late so that the other listeners of 'exit' come first.
  process.on('exit', () => process.exit());
});

function giveUp(reason) {
  process.stderr.write(`${process.argv[1]}: ${reason} ${describeOpen().join(', ') || 'nothing that Node can name'}\n`);
  process.exit(1);
}

function describeOpen() {
  return [...kindsOpen(), ...describeHandles()];
}

function kindsOpen() {
  const open = process.getActiveResourcesInfo();
  for (const name of own) if (open.includes(name)) open.splice(open.indexOf(name), 1);
  return open;
}

/** Which server, socket or program it is. Node has no documented way to ask; without this one the kinds must do. */
function describeHandles() {
  const handles = process._getActiveHandles?.() ?? [];
  return handles.flatMap((handle) => {
    if (handle === process.stdin || handle === process.stdout || handle === process.stderr) return [];
    if (handle.spawnfile) return [`child process ${handle.pid} (${handle.spawnfile})`];
    if (handle.listening) return [`server on ${JSON.stringify(handle.address())}`];
    if (handle.remotePort) return [`socket to ${handle.remoteAddress}:${handle.remotePort}`];
    return [];
  });
}
