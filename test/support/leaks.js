// Loaded into every test process. When the tests of a file are over, nothing may keep the process alive: a forgotten
// timer, socket or pool would do the same in production. What is still open is named, and the file fails.
import { createHook } from 'node:async_hooks';
import { after } from 'node:test';
import { isCleaningUp } from './clean-up.ts';

/** From the end of the last clean-up (clean-up.ts): what is still open then is open for ever. Plain hooks have it as well. */
const PATIENCE_MS = Number(process.env.TEST_PATIENCE_MS ?? 60_000);
/** A timer that goes off once ends by itself, at the latest after a minute (patience of a browser, a response): no leak. */
const TIMERS_MS = Math.max(PATIENCE_MS, Math.min(8 * PATIENCE_MS, 80_000));
/** A clean-up that takes longer than this hangs. A machine with ten times its load needs some 10 s for a browser. */
const CLEAN_UP_MS = 120_000;
/** Longest life of one file: a file that hangs before or between its tests has no hook that would tell. */
const LIFETIME_MS = Number(process.env.TEST_LIFETIME_MS ?? 960_000);

// A connection that is asked twice at once: `pg` queues the second today, warns, and will refuse it in its next version.
process.on('warning', ({ message }) => {
  if (message.includes('already executing a query')) giveUp(`${message}\nopen:`);
});

/** Timers, sockets, servers and programs that were begun and have not ended: each with the place that began it. */
const begun = new Map();
createHook({
  init(id, type, _, resource) {
    if (type === 'Timeout' || type.endsWith('WRAP')) begun.set(id, { type, resource, place: new Error(type) });
  },
  destroy(id) {
    begun.delete(id);
  },
  // Promises are many, and none keeps a process alive.
  trackPromises: false,
}).enable();

/** What every process has: the channels to the runner. */
const own = process.getActiveResourcesInfo();

setTimeout(() => giveUp(`this test file is still running after ${LIFETIME_MS / 1000} s, open:`), LIFETIME_MS).unref();
after(() => {
  const last = performance.now();
  let since = last;
  let isNoted = false;
  setInterval(() => {
    const now = performance.now();
    if (isCleaningUp() && now - last < CLEAN_UP_MS) since = now;
    if (now - since < PATIENCE_MS) return;
    const isTimers = kindsOpen().every((kind) => kind === 'Timeout');
    if (!isTimers || now - since > TIMERS_MS) giveUp('leaked handles keep this test file alive:');
    // It may end well, but costs the run its time: whoever reads the report finds the place to mend.
    if (!isNoted) tell('timers keep this test file alive for a while:');
    isNoted = true;
  }, 100).unref();
  // Ends without Node's own clean-up of native handles, in which a socket that never closes spins for ever, out of
  // reach of every timer. Registered this late so that the other listeners of 'exit' come first.
  process.on('exit', () => process.exit());
});

function giveUp(reason) {
  tell(reason);
  process.exit(1);
}

function tell(reason) {
  const open = describeOpen().join(', ') || 'nothing that Node can name';
  for (const line of [`${reason} ${open}`, ...describeOrigins()]) process.stderr.write(`${process.argv[1]}: ${line}\n`);
}

function describeOpen() {
  return [...kindsOpen(), ...describeHandles()];
}

function kindsOpen() {
  const open = process.getActiveResourcesInfo();
  for (const name of own) if (open.includes(name)) open.splice(open.indexOf(name), 1);
  return open;
}

/** Where our code began what is still open, a line for each place; what Node.js began for itself has no line of ours. */
function describeOrigins() {
  const places = new Map();
  for (const { type, resource, place } of begun.values()) {
    if (resource.hasRef?.() !== true) continue;
    const lines = place.stack.split('\n').map((line) => line.trim());
    const ours = lines.filter((line) => /^at .*\//.test(line) && !/\bnode:|support\/leaks/.test(line));
    if (ours.length === 0) continue;
    const origin = `of this test file, ${type} begun ${ours.join(' < ')}`;
    places.set(origin, (places.get(origin) ?? 0) + 1);
  }
  return [...places].map(([origin, times]) => (times === 1 ? origin : `${origin} (${times} times)`));
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
