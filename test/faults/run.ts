// `npm run faults [-- WHAT…]`: the long runs against crashes and outages. `SHORT=1 npm run faults` takes some minutes,
// the whole about half an hour. Ends with 1 when a notice was lost or doubled in silence, or a fault could not be tried.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killDuringSignings } from './kill-during-signings.ts';
import { carrierAway, databaseAway } from './lines-away.ts';
import type { Told } from './signings.ts';

const short = process.env.SHORT === '1';
const kills = Number(process.env.KILLS ?? (short ? 20 : 200));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const held = ({ lost, unmarked_duplicates }: Told) => lost === 0 && unmarked_duplicates === 0;

/** Each says what it does and found, and whether nothing was lost. */
const FAULTS: Readonly<Record<string, () => Promise<boolean>>> = {
  async kills() {
    say(`kill -9 of the worker or of the database, ${kills} times, while procedures are signed`);
    const report = await killDuringSignings(kills, say);
    say(JSON.stringify({ faults: 'kill-during-signings', ...report }));
    return held(report);
  },
  async database() {
    const seconds = short ? 6 : 30;
    say(`the database is away for ${seconds} s: refused, cut, then silent`);
    const report = await databaseAway(seconds);
    say(JSON.stringify({ faults: 'database-away', ...report }));
    return held(report) && report.worker_ends === 0;
  },
  async carrier() {
    const seconds = short ? 20 : 300;
    say(`the carrier is away for ${seconds} s: refused, cut, silent, then hardly passable`);
    const report = await carrierAway(seconds);
    say(JSON.stringify({ faults: 'carrier-away', ...report }));
    return held(report) && report.worker_ends === 0;
  },
  async disk() {
    const seconds = short ? 8 : 30;
    say(`the disk is full for ${seconds} s`);
    return onSmallDisk(join(import.meta.dirname, 'disk-full.ts'), seconds);
  },
};

/** A tmpfs needs root and the right to mount. Where they are not, this fault was not tried, and that is no success. */
function onSmallDisk(file: string, seconds: number): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-small-'));
  const mount = `mount -t tmpfs -o size=400m,mode=755 tmpfs "$1" && shift && exec "$@"`;
  const child = [process.execPath, ...process.execArgv, file, folder, String(seconds)];
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', mount, 'sh', folder, ...child];
  try {
    const probe = spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    if (probe.status !== 0 || process.getuid?.() !== 0) {
      say('LEFT OUT: a full disk was not tried (it needs root, util-linux and the right to mount)');
      return false;
    }
    return spawnSync('unshare', args, { stdio: 'inherit' }).status === 0;
  } finally {
    rmdirSync(folder);
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in FAULTS));
if (unknown.length > 0) {
  say(`There is no fault ${unknown.join(', ')}. Faults: ${Object.keys(FAULTS).join(', ')}.`);
  process.exit(2);
}
const failed: string[] = [];
for (const [name, run] of Object.entries(FAULTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!(await run())) failed.push(name);
}
say(failed.length === 0 ? 'nothing was lost' : `FAILED: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
