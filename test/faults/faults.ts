import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitAndDie } from './commit-and-die.ts';
import { withInstallation } from './installation.ts';
import { killDuringSignings } from './kill-during-signings.ts';
import { killEverything } from './kill-everything.ts';
import { killSenders, stopSenders } from './kill-senders.ts';
import { carrierAway, databaseAway, type AwayReport } from './lines-away.ts';
import { inOrder } from './notices.ts';
import { oneOfTwoFails, overTheLimit, type FailoverReport } from './paces.ts';
import type { Told } from './signings.ts';

export interface Fault {
  /** What is done, for the terminal. */
  readonly title: string;
  /** Tries it and says what came of it; `held`: nothing was lost, nothing doubled in silence, and it came back in time. */
  run(say: (line: string) => void): Promise<{ readonly report: object; readonly held: boolean }>;
}

/** Longest that anything may take to go on after what was away is back (docs/acceptance/notifications.md, 4). */
const RECOVERY_MS = 60_000;

const told = ({ lost, unmarked_duplicates }: Told) => lost === 0 && unmarked_duplicates === 0;
const back = (report: AwayReport) => told(report) && report.worker_ends === 0 && report.back_after_ms <= RECOVERY_MS;

/**
 * All faults by name. `short`: a look of some minutes. `minutes`: no kill begins later than that after the first one; where
 * fewer than `kills` were tried, the run has not held.
 */
export function listFaults({
  short,
  kills,
  minutes,
}: {
  short: boolean;
  kills: number;
  minutes: number;
}): Readonly<Record<string, Fault>> {
  const seconds = { database: short ? 6 : 30, carrier: short ? 20 : 300, disk: short ? 8 : 30, fail: short ? 20 : 75 };
  const fewer = short ? 3 : 20;
  return {
    kills: {
      title: `kill -9 of the worker or of the database, ${kills} times, while procedures are signed`,
      async run(say) {
        const report = await withInstallation((installation) => killDuringSignings(installation, kills, say, minutes));
        return { report, held: told(report) && report.kills === kills };
      },
    },
    senders: {
      title: `kill -9 of the sender, ${kills} times, under 50 SMS a second`,
      async run(say) {
        const report = await withInstallation((installation) => killSenders(installation, kills, say, minutes));
        return { report, held: inOrder(report) && report.kills === kills };
      },
    },
    commits: {
      title: `kill -9 of the program a millisecond after a signing was committed, ${kills} times`,
      async run(say) {
        const report = await withInstallation((installation) => commitAndDie(installation, kills, say, minutes));
        const held = told({ signed: kills, uncertain: 0, ...report });
        return { report, held: held && report.died === kills && report.told_of_rolled_back === 0 };
      },
    },
    everything: {
      title: `kill -9 of all that npm start made, ${fewer} times, while procedures are signed`,
      async run(say) {
        const report = await killEverything(fewer, say);
        return { report, held: report.lost === 0 && report.left_over === 0 && report.exit === 0 };
      },
    },
    stops: {
      title: `the sender is told to end, ${fewer} times, under 50 SMS a second`,
      async run() {
        const report = await withInstallation((installation) => stopSenders(installation, fewer));
        return { report, held: inOrder(report) && report.unclean === 0 && report.duplicates === 0 };
      },
    },
    database: {
      title: `the database is away for ${seconds.database} s: refused, cut, then silent`,
      async run() {
        const report = await databaseAway(seconds.database);
        return { report, held: back(report) };
      },
    },
    carrier: {
      title: `the carrier is away for ${seconds.carrier} s: refused, cut, silent, then hardly passable`,
      async run() {
        const report = await carrierAway(seconds.carrier);
        return { report, held: back(report) };
      },
    },
    disk: {
      title: `the disk is full for ${seconds.disk} s`,
      run: () => onSmallDisk(join(import.meta.dirname, 'disk-full.ts'), seconds.disk),
    },
    pace: {
      title: 'the carrier takes 20 messages a second, and 40 are asked for',
      async run() {
        const report = await withInstallation((installation) => overTheLimit(installation, short ? 10 : 30), {
          leaseSeconds: 60,
        });
        const { per_second: pace, longest_put_off_ms: wait, failed, notices } = report;
        const paced = pace >= 18 && pace <= 20 && wait < 5_000;
        // Two of a hundred numbers are those that the carrier refuses.
        return { report, held: inOrder(report) && paced && failed <= Math.ceil(notices / 50) };
      },
    },
    failover: {
      title: `one of two carriers refuses all, then is silent, ${seconds.fail} s each`,
      async run() {
        const reports: FailoverReport[] = [];
        for (const fault of ['refuses', 'silent'] as const) {
          const options = { carriers: 2, uncertainSeconds: 15, leaseSeconds: 60 };
          reports.push(await withInstallation((one) => oneOfTwoFails(one, fault, seconds.fail), options));
        }
        const held = reports.every(
          (report) => inOrder(report) && (short || (report.diverted_after_s <= 60 && report.share_of_other >= 0.95)),
        );
        const sum = (pick: (report: FailoverReport) => number) => reports.reduce((all, one) => all + pick(one), 0);
        return {
          report: {
            lost: sum(({ lost }) => lost),
            duplicates: sum(({ duplicates }) => duplicates),
            unmarked_duplicates: sum((one) => one.unmarked_duplicates),
            reports,
          },
          held,
        };
      },
    },
  };
}

/** A tmpfs needs root and the right to mount. Where they are not, this fault was not tried, and that is no success. */
async function onSmallDisk(file: string, seconds: number): Promise<{ report: object; held: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-small-'));
  const mount = `mount -t tmpfs -o size=400m,mode=755 tmpfs "$1" && shift && exec "$@"`;
  const child = [process.execPath, ...process.execArgv, file, folder, String(seconds)];
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', mount, 'sh', folder, ...child];
  try {
    const probe = spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    if (probe.status !== 0 || process.getuid?.() !== 0) {
      return {
        report: { left_out: 'a full disk was not tried: it needs root, util-linux and the right to mount' },
        held: false,
      };
    }
    const { status, stdout } = spawnSync('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
    const line = stdout.trim().split('\n').at(-1) ?? '';
    return { report: line.startsWith('{') ? (JSON.parse(line) as object) : { said: stdout }, held: status === 0 };
  } finally {
    rmdirSync(folder);
  }
}
