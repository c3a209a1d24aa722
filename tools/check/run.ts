// `npm run check [-- PART…]`: everything a machine can see in the source without running it. Two parts run at a time.
// `npm run check -- --release` notes the migrations that a release ships; they may never change again.
import { join } from 'node:path';
import { formatFinding, type Finding, type Part } from './finding.ts';
import { format } from './parts/format.ts';
import { lint } from './parts/lint.ts';
import { boundaries, catalogues, docs, migrations } from './parts/tree-parts.ts';
import { types } from './parts/types.ts';
import { unused } from './parts/unused.ts';
import { lockMigrations } from './release.ts';

const AT_ONCE = 2;
const root = join(import.meta.dirname, '../..');
// The long ones first, so that the short ones fill the gap at the end.
const PARTS: readonly Part[] = [types, lint, unused, boundaries, catalogues, migrations, docs, format];

const wanted = process.argv.slice(2);
if (wanted.includes('--release')) {
  process.stdout.write(`${lockMigrations(root)} migrations are released and may not change any more\n`);
  process.exit(0);
}
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(', ')}. Parts: ${PARTS.map((part) => part.name).join(', ')}\n`);
  process.exit(2);
}
const queue = PARTS.filter((part) => wanted.length === 0 || wanted.includes(part.name));
const started = performance.now();
let count = 0;

async function workThrough(): Promise<void> {
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const began = performance.now();
    const { findings, scope } = await runSafely(part);
    count += findings.length;
    const verdict = findings.length === 0 ? 'ok  ' : 'FAIL';
    const lines = [
      `${verdict} ${part.name} (${scope}, ${seconds(began)} s)`,
      ...findings.map((each) => `  ${formatFinding(each)}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** A part that throws has found something too. */
async function runSafely(part: Part): Promise<{ findings: readonly Finding[]; scope: string }> {
  try {
    return await part.run(root);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const finding: Finding = {
      file: 'tools/check',
      line: 0,
      rule: `check/${part.name}`,
      message,
      cure: 'mend the check',
    };
    return { findings: [finding], scope: 'broken' };
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
process.stdout.write(`${count} findings, ${seconds(started)} s\n`);
process.exitCode = count > 0 ? 1 : 0;
