import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OFFICE_TIME_ZONE, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { guarded, judge, type Finding } from './finding.ts';

const FREE_GIGABYTES = 2;

/** What this process leans on besides the database: settings, disk, file store, time zone. */
export async function lookAtMachine(config: Config): Promise<readonly Finding[]> {
  const writable = `Give the folder to the account that runs Ventanilla, or choose another DATA_DIR.`;
  const looks = [
    guarded('disk', `Does ${config.dataDir} exist?`, () => disk(config.dataDir)),
    guarded('data folder', writable, () => canWrite('data folder', config.dataDir)),
    guarded('file store', writable, () => canWrite('file store', join(config.dataDir, 'files', 'drafts'))),
  ];
  const { returnMaildir } = config;
  if (returnMaildir !== undefined && config.roles.has('worker')) {
    const cure =
      'Give the folder and all below it to the account that runs Ventanilla, and let the mail server deliver as that account.';
    looks.push(guarded('returned mail', cure, () => maildir(returnMaildir)));
  }
  return [...settings(config), ...(await Promise.all(looks)).flat(), timeZone()];
}

function settings({ demo, host, port, publicUrl }: Config): Finding[] {
  const mode: Finding = demo
    ? { state: 'note', what: 'mode: demonstration, anybody on this machine enters as anybody' }
    : { state: 'ok', what: 'mode: production' };
  if (demo) return [mode];
  const address = publicUrl ?? `http://${host}:${port}`;
  const isPublic = publicUrl?.startsWith('https:') ?? false;
  const cure = 'Messages lead people to this address: set PUBLIC_URL to the https address that they use.';
  return [mode, judge(isPublic, `public address: ${address}`, cure)];
}

async function disk(dataDir: string): Promise<Finding> {
  const { bavail, bsize, ffree, files } = await statfs(nearest(dataDir));
  const gigabytes = (bavail * bsize) / 1e9;
  // Some file systems count no inodes and say 0.
  const hasNames = files === 0 || ffree > 1_000;
  return judge(
    gigabytes >= FREE_GIGABYTES && hasNames,
    `disk: ${gigabytes.toFixed(1)} GB free${hasNames ? '' : ', no inodes left'}`,
    `Make room below ${dataDir}: a full disk stops the database (nothing is lost, but nobody can work).`,
  );
}

/** The folder, or the nearest one above it that exists: before the first start there is none. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** Writes, syncs and removes a file: what permissions, quotas and read-only mounts may each prevent. */
async function canWrite(name: string, folder: string): Promise<Finding> {
  const probe = join(folder, `doctor-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  const file = await open(probe, 'wx');
  try {
    await file.writeFile('ventanilla');
    await file.sync();
  } finally {
    await file.close();
    await rm(probe, { force: true });
  }
  return { state: 'ok', what: `${name}: ${folder} can be written` };
}

/** Workers move files between the folders of a Maildir; it is not made here, for the mail server must find it as well. */
async function maildir(folder: string): Promise<readonly Finding[]> {
  const names = await Promise.all(
    ['new', 'cur'].map(async (part) => {
      await access(join(folder, part), constants.R_OK | constants.W_OK | constants.X_OK);
      return readdir(join(folder, part));
    }),
  );
  await canWrite('returned mail', join(folder, 'cur'));
  const [waiting = [], kept = []] = names;
  const aside = kept.filter((name) => name.endsWith(':2,F')).length;
  const found: Finding = { state: 'ok', what: `returned mail: ${folder} can be written, ${waiting.length} waiting` };
  if (aside === 0) return [found];
  const cure = `Look at the files ending in :2,F in ${join(folder, 'cur')}; then delete them, or move them back to new.`;
  return [found, { state: 'note', what: `returned mail: ${aside} put aside`, cure }];
}

/** Mexico gave up summer time in October 2022: old zone tables would move every deadline of the summer by an hour. */
const SUMMER_NOON = Temporal.Instant.from('2026-07-01T18:00:00Z');

function timeZone(): Finding {
  const now = systemClock.now().toZonedDateTimeISO(OFFICE_TIME_ZONE);
  const time = now.toPlainTime().toString({ smallestUnit: 'minute' });
  return judge(
    SUMMER_NOON.toZonedDateTimeISO(OFFICE_TIME_ZONE).hour === 12,
    `time zone: it is ${time} in the offices (${OFFICE_TIME_ZONE})`,
    'The zone table of this Node.js is old: run "npm ci", which brings the right one.',
  );
}
