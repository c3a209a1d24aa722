// `npm run faults [-- WHAT…]`: the long runs against crashes and outages. `SHORT=1 npm run faults` takes some minutes,
// the whole below 25. They run three at a time, each in a process of its own: faults under load are the harder ones. Ends
// with 1 when a notice was lost or doubled in silence, or a fault could not be tried. The last line sums up as JSON.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { listFaults } from './faults.ts';

const short = process.env.SHORT === '1';
const kills = Number(process.env.KILLS ?? (short ? 20 : 200));
/** Of each of the runs with kills. A machine that does much else tries fewer in it, and the run then says that it failed. */
const minutes = Number(process.env.MINUTES ?? 13);
const faults = listFaults({ short, kills, minutes });
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The longest first; those of a lane follow each other. */
const LANES = [
  ['kills', 'database', 'disk', 'pace'],
  ['senders', 'failover', 'stops', 'everything'],
  ['carrier', 'commits'],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in faults));
if (unknown.length > 0) {
  say(`There is no fault ${unknown.join(', ')}. Faults: ${Object.keys(faults).join(', ')}.`);
  process.exit(2);
}

interface Ended {
  readonly name: string;
  readonly held: boolean;
  readonly report: Readonly<Record<string, unknown>>;
}

/** In this process, when there is only one. */
async function runHere(name: string): Promise<boolean> {
  const fault = faults[name];
  if (!fault) throw new RangeError(name);
  say(fault.title);
  const began = performance.now();
  const { report, held } = await fault.run(say);
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(JSON.stringify({ faults: name, held, seconds, ...report }));
  return held;
}

/** In a process of its own: its lines are shown under its name. */
async function runApart(name: string): Promise<Ended> {
  const args = [...process.execArgv, import.meta.filename, name];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = '';
  createInterface(child.stdout).on('line', (line) => {
    last = line;
    say(`${name.padEnd(10)} ${line}`);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { name, held: code === 0, report: last.startsWith('{') ? JSON.parse(last) : {} };
}

if (wanted.length === 1 && wanted[0] !== undefined) {
  process.exit((await runHere(wanted[0])) ? 0 : 1);
}

const began = performance.now();
const ended: Ended[] = [];
await Promise.all(
  LANES.map(async (lane) => {
    for (const name of lane) if (wanted.length === 0 || wanted.includes(name)) ended.push(await runApart(name));
  }),
);
const sum = (key: string) => ended.reduce((all, { report }) => all + Number(report[key] ?? 0), 0);
const failed = ended.filter(({ held }) => !held).map(({ name }) => name);
const recovery = Math.max(0, ...ended.map(({ report }) => Number(report['back_after_ms'] ?? 0)));
say(failed.length === 0 ? 'nothing was lost' : `FAILED: ${failed.join(', ')}`);
say(
  JSON.stringify({
    faults: ended.map(({ name }) => name),
    failed,
    kills: sum('kills'),
    lost: sum('lost'),
    duplicates: sum('duplicates'),
    unmarked_duplicates: sum('unmarked_duplicates'),
    contradicted: sum('contradicted'),
    longest_recovery_s: recovery / 1_000,
    seconds: Math.round((performance.now() - began) / 1_000),
  }),
);
process.exit(failed.length === 0 ? 0 : 1);
