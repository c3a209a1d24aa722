import { CheckpointKey } from '#platform/audit/chain.ts';
import { join } from 'node:path';
import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { AesFieldCrypt } from '#platform/crypt/aes-field-crypt.ts';
import { getFittingKeys } from '#platform/crypt/key-check.ts';
import { Db } from '#platform/db/db.ts';
import { createPool, type ConnectionConfig } from '#platform/db/pool.ts';
import { LocalFiles } from '#platform/files/local-files.ts';
import { BossJobs } from '#platform/jobs/boss.ts';
import { LiveBus } from '#platform/live/live.ts';
import { RoleBook } from '#platform/permissions/roles.ts';
import { UnitTree } from '#platform/permissions/unit-tree.ts';
import { createLogger } from '#platform/telemetry/logger.ts';
import { loadUnitNodes } from '#modules/agencies/index.ts';
import { prepareDatabase } from '../database.ts';
import { MODULES } from '../modules.ts';
import { joinDatabase } from '../open-database.ts';

/** What a command of the operator works with. */
export interface Shell {
  readonly ctx: Ctx;
  readonly connection: ConnectionConfig;
  /** Migrations that this run applied. */
  readonly applied: readonly string[];
}

/** Opens (and migrates) the database of the configuration for one command of the operator, and closes it again. */
export async function withDatabase<T>(config: Config, work: (shell: Shell) => Promise<T>): Promise<T> {
  const log = createLogger('warn');
  const { connection, close } = await joinDatabase(config, log);
  try {
    const { appRole, applied } = await prepareDatabase(connection);
    const pool = createPool(connection, {
      max: 4,
      statementTimeoutMs: 60_000,
      applicationName: 'ventanilla-cli',
      role: appRole,
      onError: () => undefined,
    });
    const jobs = new BossJobs(connection, appRole, log);
    await jobs.start();
    try {
      const db = Db.over(pool);
      const keys = await getFittingKeys(db, config.keyFile, systemClock.now());
      const ctx = systemContext(
        {
          db,
          clock: systemClock,
          log,
          jobs,
          // Tells the screens, and listens to nobody.
          live: new LiveBus(() => Promise.reject(new Error('a command does not listen')), log),
          files: new LocalFiles(join(config.dataDir, 'files')),
          crypt: new AesFieldCrypt(keys.fields),
          sealKeyPem: new CheckpointKey(keys.audit).publicKeyPem,
          publicUrl: config.publicUrl ?? '',
          access: {
            roles: new RoleBook(MODULES.map((module) => module.roles ?? {})),
            units: new UnitTree(await loadUnitNodes(db)),
          },
        },
        'cli',
        'cli',
      );
      return await work({ ctx, connection, applied });
    } finally {
      await jobs.stop();
      await pool.end();
    }
  } finally {
    await close();
  }
}
