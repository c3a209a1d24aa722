import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { fixedClock, type FixedClock } from '#platform/clock.ts';
import { CheckpointKey } from '#platform/audit/chain.ts';
import type { Ctx, Services } from '#platform/context.ts';
import { AesFieldCrypt } from '#platform/crypt/aes-field-crypt.ts';
import { Db } from '#platform/db/db.ts';
import { APP_ROLE } from '#platform/db/migrate.ts';
import { createPool, type ConnectionConfig } from '#platform/db/pool.ts';
import { LocalFiles } from '#platform/files/local-files.ts';
import { BossJobs } from '#platform/jobs/boss.ts';
import { loadKeys } from '#platform/keys.ts';
import { LiveBus } from '#platform/live/live.ts';
import { ANONYMOUS, type Actor } from '#platform/permissions/actor.ts';
import { RoleBook } from '#platform/permissions/roles.ts';
import { UnitTree } from '#platform/permissions/unit-tree.ts';
import { createLogger } from '#platform/telemetry/logger.ts';
import { cleanUp } from './clean-up.ts';
import { useDatabase, useServer } from './database.ts';

export interface TestBed {
  readonly services: Services & { readonly clock: FixedClock };
  readonly pool: pg.Pool;
  /** As the owner of the database: for what the program itself may not do. */
  readonly connection: ConnectionConfig;
  /** A context for this actor; anonymous unless told. */
  as(actor?: Actor): Ctx;
  /** The program itself: may do everything. */
  readonly system: Ctx;
}

/**
 * Everything a command needs, over a real database of this test file, as the program's own role (no DDL rights). The
 * clock stands at a Wednesday morning, 10:00 in Toluca, until the test moves it.
 */
export async function useTestBed(start = '2026-03-04T16:00:00Z'): Promise<TestBed> {
  const connection = await useDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bed-'));
  const log = createLogger('silent');
  const pool = createPool(connection, {
    max: 10,
    // Fifty at once share ten connections, beside whatever else runs; how long that takes is for the benches to judge.
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 60_000,
    applicationName: 'test',
    role: APP_ROLE,
    onError: () => undefined,
  });
  const jobs = new BossJobs(connection, APP_ROLE, log);
  await jobs.start();
  const keys = loadKeys(join(folder, 'keys.json'));
  const services = {
    db: Db.over(pool),
    clock: fixedClock(start),
    log,
    jobs,
    live: new LiveBus(() => Promise.reject(new Error('nobody listens in a test bed')), log),
    files: new LocalFiles(join(folder, 'files')),
    crypt: new AesFieldCrypt(keys.fields),
    sealKeyPem: new CheckpointKey(keys.audit).publicKeyPem,
    publicUrl: 'https://ventanilla.example',
    access: { roles: new RoleBook((await useServer()).roles), units: new UnitTree() },
  };
  cleanUp(async () => {
    await jobs.stop();
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const as = (actor: Actor = ANONYMOUS): Ctx => ({ ...services, actor, locale: 'es-MX', requestId: 'test' });
  return { services, pool, connection, as, system: as({ kind: 'system', name: 'test' }) };
}
