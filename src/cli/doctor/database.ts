import { join } from 'node:path';
import type pg from 'pg';
import { OFFICE_TIME_ZONE, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { findKeyFit } from '#platform/crypt/key-check.ts';
import { Db } from '#platform/db/db.ts';
import { hasDatabase } from '#platform/db/embedded/index.ts';
import { compareMigrations, hasAppRole } from '#platform/db/migrate.ts';
import { createPool } from '#platform/db/pool.ts';
import { unsealedLag } from '#platform/db/audit-links.ts';
import { createLogger } from '#platform/telemetry/logger.ts';
import { dueMessages } from '#modules/notifications/index.ts';
import { MIGRATION_FOLDERS } from '../../modules.ts';
import { joinDatabase } from '../../open-database.ts';
import { guarded, judge, type Finding } from './finding.ts';
import { lookAtSetups } from './setup.ts';

const CLOCK_SECONDS = 5;
const SLOW_MS = 20;
const LOOKS = 5;
const WAITING_SECONDS = 60;
const CONNECTIONS_LEFT = 10;

/** Looks at the database without changing anything in it: no migration, no keys. */
export async function lookAtDatabase(config: Config): Promise<readonly Finding[]> {
  if (!config.databaseUrl && !hasDatabase(join(config.dataDir, 'postgres'))) {
    return [
      { state: 'note', what: `database: none yet in ${config.dataDir}`, cure: 'The first "npm start" makes it.' },
    ];
  }
  const cure = config.databaseUrl
    ? 'Check DATABASE_URL, whether that server runs, and whether its pg_hba.conf lets this machine in.'
    : `Look at the last lines of ${join(config.dataDir, 'postgres', 'postgres.log')}.`;
  return guarded('database', cure, async () => {
    const { connection, close } = await joinDatabase(config, createLogger('silent'));
    const quiet = { statementTimeoutMs: 10_000, applicationName: 'ventanilla-doctor', onError: () => undefined };
    const pool = createPool(connection, { max: 2, ...quiet });
    try {
      const db = Db.over(pool);
      const server = [...(await lookAtServer(db, config)), await lookAtRole(pool)];
      const { pending, changed, unknown } = await compareMigrations(pool, MIGRATION_FOLDERS);
      const migrations = judgeMigrations(pending, changed, unknown);
      // Tables that are not there yet cannot be looked into.
      if (pending.length > 0) return [...server, ...migrations];
      // A demonstration is never made ready for real work.
      const setup = config.demo
        ? []
        : await guarded('setup', 'See the log of the program.', () => lookAtSetups(db, config));
      return [...server, ...migrations, ...(await lookAtKeys(db, config)), ...(await lookAtQueues(db)), ...setup];
    } finally {
      await pool.end();
      await close();
    }
  });
}

async function lookAtServer(db: Db, config: Config): Promise<Finding[]> {
  const [row] = await db.sql<{
    version: number;
    shown: string;
    encoding: string;
    durable: boolean;
    summer: number;
    most: number;
    used: number;
  }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
       current_setting('server_encoding') as encoding, current_setting('fsync') = 'on' as durable,
       extract(hour from timestamptz '2026-07-01T18:00:00Z' at time zone $1)::int as summer,
       current_setting('max_connections')::int as most, (select count(*)::int from pg_stat_activity) as used`,
    [OFFICE_TIME_ZONE],
  );
  if (!row) throw new Error('it answers nothing');
  const { trip, apart } = await quickestLook(db);
  const room = row.most - row.used;
  return [
    judge(row.version >= 150_000, `database: PostgreSQL ${row.shown}`, 'PostgreSQL 15 or newer is needed.'),
    judge(trip < SLOW_MS, `way to the database: ${trip.toFixed(1)} ms`, 'Move program and database closer together.'),
    judge(row.encoding === 'UTF8', `encoding: ${row.encoding}`, `Make the database anew with encoding 'UTF8'.`),
    judge(
      row.durable,
      `writes reach the disk: fsync ${row.durable ? 'on' : 'off'}`,
      'Set fsync = on: a power cut would lose data.',
    ),
    judge(
      room >= CONNECTIONS_LEFT,
      `connections: ${row.used} of ${row.most} in use, each node takes up to ${config.databaseConnections + 6}`,
      'Raise max_connections of the server, or lower DATABASE_CONNECTIONS of the nodes.',
    ),
    judge(
      apart < CLOCK_SECONDS,
      `clock: ${apart.toFixed(1)} s from the database's`,
      'Let both machines follow a time server (systemd-timesyncd or chrony).',
    ),
    judge(
      row.summer === 12,
      `time zone of the database: noon in July is ${row.summer} h`,
      'Its zone table is from before October 2022: update the package tzdata there and restart PostgreSQL.',
    ),
  ];
}

/** The quickest of some looks: a single one is slow on a busy machine, however near the database is. */
async function quickestLook(db: Db): Promise<{ trip: number; apart: number }> {
  let quickest = { trip: Number.POSITIVE_INFINITY, apart: 0 };
  for (let look = 0; look < LOOKS; look++) {
    const before = systemClock.now();
    const [told] = await db.sql<{ now: Temporal.Instant }>('select clock_timestamp() as now');
    const trip = systemClock.now().since(before).total('milliseconds');
    // The database read its clock somewhere between the two looks at ours.
    const middle = before.add({ milliseconds: Math.round(trip / 2) });
    const apart = Math.abs(told ? told.now.since(middle).total('seconds') : 0);
    if (trip < quickest.trip) quickest = { trip, apart };
  }
  return quickest;
}

async function lookAtRole(pool: pg.Pool): Promise<Finding> {
  if (await hasAppRole(pool)) return { state: 'ok', what: 'role of the program: rows only, no tables' };
  const cure =
    'As administrator of the server: create role ventanilla_app nologin; grant ventanilla_app to OURS; start anew.';
  return { state: 'note', what: 'role of the program: the owner of its tables, which it could change or drop', cure };
}

function judgeMigrations(
  pending: readonly string[],
  changed: readonly string[],
  unknown: readonly string[],
): Finding[] {
  const findings = [
    judge(
      pending.length === 0,
      `migrations: ${pending.length === 0 ? 'up to date' : `${pending.join(', ')} missing`}`,
      'Run: ventanilla migrate (a start does it as well).',
    ),
  ];
  if (changed.length > 0) {
    const cure = 'Install the released version again; migrations are never edited.';
    findings.push({ state: 'fail', what: `migrations changed after they were applied: ${changed.join(', ')}`, cure });
  }
  if (unknown.length > 0) {
    const cure = 'A newer Ventanilla has worked on this database: run that version, or a later one.';
    findings.push({ state: 'fail', what: `migrations of a newer version: ${unknown.join(', ')}`, cure });
  }
  return findings;
}

async function lookAtKeys(db: Db, { keyFile }: Config): Promise<readonly Finding[]> {
  const cure = 'Put the keys.json of this installation there (from your copy, or another node), or set KEY_FILE.';
  return guarded('keys', cure, async () => {
    const words = {
      fits: `keys: ${keyFile} fits this database`,
      unknown: 'keys: this database has not met any yet',
      foreign: `keys: ${keyFile} is of another installation, personal data cannot be read`,
      missing: `keys: there is no ${keyFile}, personal data cannot be read`,
    };
    const fit = await findKeyFit(db, keyFile);
    return judge(fit === 'fits' || fit === 'unknown', words[fit], cure);
  });
}

async function lookAtQueues(db: Db): Promise<Finding[]> {
  const since = systemClock.now().subtract({ seconds: WAITING_SECONDS });
  const [row] = await db.sql<{ unread: number; parked: number; dead: number }>(
    `select (select count(*)::int from platform.outbox o where o.occurred_at < $1
          and (not exists (select from platform.outbox_cursors) or exists (select from platform.outbox_cursors c where (c.xact, c.position) < (o.xact, o.position)))) as unread,
       (select count(*)::int from platform.outbox_parked) as parked,
       (select count(*)::int from pgboss.job where name = 'dead-letters' and state < 'completed') as dead`,
    [since],
  );
  const { unread = 0, parked = 0, dead = 0 } = row ?? {};
  const { late, held } = await dueMessages({ db, clock: systemClock }, { before: since });
  const { oldest } = await unsealedLag(db);
  const unsealed = oldest !== null && Temporal.Instant.compare(oldest, since) < 0;
  const worker = 'Is a worker running? If not: ventanilla start --roles worker.';
  return [
    judge(
      late === 0,
      `messages that wait for more than a minute: ${late}`,
      `${worker} Else: are carrier and mail server up?`,
    ),
    ...(held === 0
      ? []
      : [
          {
            state: 'note',
            what: `messages that wait on purpose (quiet hours, spent budget): ${held}`,
            cure: '',
          } as const,
        ]),
    judge(unread === 0, `events that nobody has read for more than a minute: ${unread}`, worker),
    judge(!unsealed, `audit log: ${unsealed ? 'rows wait for their seal' : 'sealed'}`, worker),
    judge(
      parked === 0,
      `parked events: ${parked}`,
      'See last_error in platform.outbox_parked; they are tried again by themselves.',
    ),
    judge(dead === 0, `jobs given up: ${dead}`, `See pgboss.job where name = 'dead-letters': output says why.`),
  ];
}
