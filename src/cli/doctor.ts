import { statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { MIGRATION_FOLDERS } from '../modules.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import type { Config } from '#platform/config.ts';
import type { Ctx } from '#platform/context.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

interface Finding {
  readonly ok: boolean;
  readonly what: string;
  /** What to do, when it is not well. */
  readonly cure?: string;
}

const FREE_GIGABYTES = 2;
const CLOCK_SECONDS = 5;
const WAITING_SECONDS = 60;

/** Looks at everything that the program leans on, and says how to mend what is not well. Exit code 1 if anything is. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Checks database, migrations, carrier, mail, disk, clock and queues, and says how to mend what fails.',
  run: ({ config }) =>
    withDatabase(config, async ({ ctx }) => {
      const findings = (
        await Promise.all([
          database(ctx),
          disk(config),
          clock(ctx),
          queues(ctx),
          peer('carrier', config.smppUrl, 2775),
          peer('mail', config.smtpUrl, 25),
          peer('virus scanner', config.clamdUrl, 3310),
        ])
      ).flat();
      for (const { ok, what, cure } of findings)
        process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${what}${ok || !cure ? '' : `\n       ${cure}`}\n`);
      return findings.every((finding) => finding.ok) ? 0 : 1;
    }).catch((error: Error) => {
      process.stdout.write(
        `FAIL database: ${error.message}\n       Is it running? Check DATABASE_URL, or DATA_DIR and whether another Ventanilla uses it.\n`,
      );
      return 1;
    }),
};

async function database(ctx: Ctx): Promise<Finding[]> {
  const [row] = await ctx.db.sql<{ version: string; applied: number; durable: string }>(
    `select current_setting('server_version') as version, (select count(*)::int from platform.migrations) as applied,
       current_setting('fsync') as durable`,
  );
  const known = MIGRATION_FOLDERS.flatMap(readMigrations).length;
  return [
    {
      ok: Number.parseInt(row?.version ?? '0') >= 15,
      what: `database: PostgreSQL ${row?.version}`,
      cure: 'PostgreSQL 15 or newer is needed.',
    },
    { ok: row?.applied === known, what: `migrations: ${row?.applied} of ${known}`, cure: 'Run: ventanilla migrate' },
    {
      ok: row?.durable === 'on',
      what: `writes reach the disk: fsync ${row?.durable}`,
      cure: 'Set fsync = on: a power cut would lose data.',
    },
  ];
}

async function disk(config: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(config.dataDir);
  const gigabytes = (bavail * bsize) / 1e9;
  return {
    ok: gigabytes >= FREE_GIGABYTES,
    what: `disk: ${gigabytes.toFixed(1)} GB free`,
    cure: `Make room below ${config.dataDir}.`,
  };
}

async function clock(ctx: Ctx): Promise<Finding[]> {
  const [row] = await ctx.db.sql<{ now: Temporal.Instant }>('select clock_timestamp() as now');
  const apart = Math.abs(row ? row.now.since(ctx.clock.now()).total('seconds') : 0);
  const office = ctx.clock
    .now()
    .toZonedDateTimeISO('America/Mexico_City')
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  return [
    {
      ok: apart < CLOCK_SECONDS,
      what: `clock: ${apart.toFixed(1)} s from the database's`,
      cure: 'Let both machines follow a time server (systemd-timesyncd or chrony).',
    },
    { ok: true, what: `time zone: it is ${office} in the offices` },
  ];
}

async function queues(ctx: Ctx): Promise<Finding[]> {
  const oldest = ctx.clock.now().subtract({ seconds: WAITING_SECONDS });
  const [row] = await ctx.db.sql<{ late: number; parked: number }>(
    `select (select count(*)::int from notifications.public_waiting where next_attempt_at < $1) as late,
       (select count(*)::int from platform.outbox_parked) as parked`,
    [oldest],
  );
  return [
    {
      ok: row?.late === 0,
      what: `messages that wait for more than a minute: ${row?.late}`,
      cure: 'Is a worker running, and are carrier and mail server up?',
    },
    {
      ok: row?.parked === 0,
      what: `parked events: ${row?.parked}`,
      cure: 'See last_error in platform.outbox_parked; they are tried again by themselves.',
    },
  ];
}

/** Whether somebody listens there. */
async function peer(name: string, url: string | undefined, port: number): Promise<Finding> {
  if (!url) return { ok: true, what: `${name}: none configured` };
  const target = new URL(url);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(Number(target.port || port), target.hostname);
  socket.setTimeout(3_000, () => resolve(false));
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  const ok = await promise;
  socket.destroy();
  return {
    ok,
    what: `${name}: ${target.hostname}:${target.port || port}`,
    cure: 'Nobody answers there: check the address, the firewall and the other side.',
  };
}
