// `npm test [-- PATH…]`: every test file in random order, a process for each, two at a time, over one PostgreSQL server.
// SEED=… repeats an order. Fails when a test fails, when a file leaks a handle, and when no test ran.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { SERVER_VARIABLE, startTestServer } from './support/database.ts';

const root = join(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 1e9));

const files = shuffled(
  globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'tools/**/*.test.ts'], { cwd: root })
    .filter((file) => !file.startsWith('test/faults/'))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .toSorted(),
  seed,
);
if (files.length === 0) {
  process.stderr.write(`No test file matches ${wanted.join(', ')}.\n`);
  process.exit(1);
}
process.stdout.write(`${files.length} test files, SEED=${seed}\n`);

const started = performance.now();
const server = await startTestServer();
process.env[SERVER_VARIABLE] = JSON.stringify(server.connection);
let passed = 0;
let failed = 0;

const stream = run({
  files: files.map((file) => join(root, file)),
  concurrency: 2,
  timeout: 120_000,
  execArgv: [
    '--import',
    join(root, 'src/platform/runtime/register.js'),
    '--import',
    join(root, 'test/support/leaks.js'),
  ],
});
stream.on('test:pass', (event) => {
  if (event.details.type !== 'suite') passed += 1;
});
stream.on('test:fail', () => {
  failed += 1;
});
const report = stream.compose(spec);
report.pipe(process.stdout);
const { promise, resolve } = Promise.withResolvers<void>();
report.on('end', resolve);
await promise;
await server.stop();
const seconds = ((performance.now() - started) / 1000).toFixed(0);
process.stdout.write(`\n${seconds} s, SEED=${seed}\n${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** Fisher-Yates with a small seeded generator (mulberry32), so that an order that found a fault can be repeated. */
function shuffled(list: string[], from: number): string[] {
  let state = from >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other] ?? '', list[index] ?? ''];
  }
  return list;
}
