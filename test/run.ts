// `npm test [-- WORDS…]`: every test file in random order (long ones first), a process for each, over one PostgreSQL
// server. SEED=… repeats an order. Fails when a test fails or is cancelled, when a file holds no test, leaks a handle or
// hangs, and when no test ran.
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { writeCompiled } from '../src/platform/runtime/compiled.js';
import { compile } from '../src/platform/runtime/ts-loader.js';
import { shuffle } from './support/shuffle.ts';
import { SERVER_VARIABLE, startTestServer } from './support/test-server.ts';

/** In the words of leaks.js. */
const GIVEN_UP = 'this test file';
/** A test of ten seconds takes minutes where ten programs share a core; what hangs is ended by its file (leaks.js). */
const TEST_TIMEOUT_MS = 900_000;
const LONGEST_FIRST = [
  'test/browser/staff-pages/',
  // They mostly wait for other programs, for most of a minute: beside them the browsers have the processors.
  'test/peers/',
  'test/integration/kill-',
  'test/browser/',
  'test/integration/log-canaries',
  'src/cli/',
  'test/',
];
const root = join(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 1e9));

const known = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'], { cwd: root })
  .filter((file) => !file.startsWith('test/faults/'))
  .toSorted();
// Random, but first what takes longest: a long file that starts last leaves the other processors idle.
const shuffled = shuffle(wanted.length === 0 ? known : [...new Set(wanted.flatMap(select))], seed);
const files = shuffled.toSorted((one, other) => rank(one) - rank(other));
if (files.length === 0) {
  process.stderr.write(`No test file matches ${wanted.join(', ')}.\n`);
  process.exit(1);
}
process.stdout.write(`${files.length} test files, SEED=${seed}\n`);

const started = performance.now();
const interrupted = new AbortController();
// The server does not get the terminal's Ctrl-C; it must be stopped, or it would stay behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());
// A run inside a test of another run uses the server of that one.
const server = process.env[SERVER_VARIABLE] ? undefined : await startTestServer();
if (server) process.env[SERVER_VARIABLE] = JSON.stringify(server);

// Every process would read and translate the same thousand files again: most of them are done before their first test.
const compiled = mkdtempSync(join(tmpdir(), 'ventanilla-compiled-'));
if (server) {
  process.env.NODE_COMPILE_CACHE = compiled;
  const sources = globSync(['src/**/*.{ts,tsx}', 'test/**/*.ts'], { cwd: root }).filter(
    (one) => !one.endsWith('.d.ts'),
  );
  const paths = sources.map((one) => join(root, one));
  writeCompiled(
    compiled,
    paths.map((path) => [pathToFileURL(path).href, compile(path)]),
  );
}

const failedFiles = new Set<string>();
const emptyFiles = new Set<string>();
let counts: Readonly<Record<string, number>> = {};
const stream = run({
  files: files.map((file) => join(root, file)),
  // One more than there are processors: files that drive other programs wait for a good part of their time.
  concurrency: availableParallelism() + 1,
  timeout: TEST_TIMEOUT_MS,
  signal: interrupted.signal,
  execArgv: [
    '--import',
    join(root, 'src/platform/runtime/register.js'),
    '--import',
    join(root, 'test/support/leaks.js'),
  ],
});
stream.on('test:fail', ({ file }) => failedFiles.add(file ? relative(root, file) : '(unknown file)'));
// What a file said as it was given up stands far above the end of a long report: it is told again there.
const reasons: string[] = [];
stream.on('test:stderr', ({ message }) => void (message.includes(GIVEN_UP) && reasons.push(message.trim())));
const secondsOf = new Map<string, number>();
stream.on('test:summary', (summary) => {
  if (!summary.file) {
    ({ counts } = summary);
    return;
  }
  const file = relative(root, summary.file);
  secondsOf.set(file, Math.round(summary.duration_ms / 1000));
  if (summary.counts.tests === 0) emptyFiles.add(file);
});
const report = stream.compose(spec);
report.pipe(process.stdout, { end: false });
const { promise, resolve } = Promise.withResolvers<void>();
report.on('end', resolve);
await promise;
await server?.stop();
rmSync(compiled, { recursive: true, force: true });

const { tests = 0, passed = 0, failed = 0, cancelled = 0, skipped = 0, todo = 0 } = counts;
const seconds = Math.round((performance.now() - started) / 1000);
const slowest = [...secondsOf].toSorted(([, one], [, other]) => other - one).slice(0, 12);
process.stdout.write(`\nSlowest: ${slowest.map(([file, took]) => `${file} ${took} s`).join(', ')}\n`);
const complaints = [
  ...(emptyFiles.size > 0 ? [`No test ran in: ${[...emptyFiles].join(' ')}`] : []),
  ...(failedFiles.size > 0 ? [`Failed: ${[...failedFiles].join(' ')}`] : []),
  ...(interrupted.signal.aborted ? ['Interrupted.'] : []),
];
process.stdout.write(
  `\n# tests ${tests}\n# pass ${passed}\n# fail ${failed}\n# cancelled ${cancelled}\n# skipped ${skipped}\n` +
    `# todo ${todo}\n# duration_ms ${seconds * 1000}\n${files.length} files, ${seconds} s, SEED=${seed}\n` +
    [...reasons, ...complaints].map((line) => `${line}\n`).join(''),
);
process.exit(failed + cancelled > 0 || passed === 0 || complaints.length > 0 ? 1 : 0);

/** Browsers before whole programs before the rest. */
function rank(file: string): number {
  const place = LONGEST_FIRST.findIndex((folder) => file.startsWith(folder));
  return place < 0 ? LONGEST_FIRST.length : place;
}

/** A file by its whole path, whatever its name, or all test files whose path contains the words. */
function select(words: string): string[] {
  if (statSync(join(root, words), { throwIfNoEntry: false })?.isFile()) return [words];
  return known.filter((file) => file.includes(words));
}
