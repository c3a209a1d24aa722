// Runs on a small disk of its own (a tmpfs in a name space of its own, see run.ts): `disk-full.ts FOLDER SECONDS`.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withInstallation } from './installation.ts';
import { compareWithTelephones, Signings } from './signings.ts';

const [, , folder = '', seconds = '10'] = process.argv;
/** A disk that is full at the start of the next WAL segment, not after gigabytes. */
const SMALL = { max_wal_size: '64MB', min_wal_size: '32MB', wal_recycle: 'off', shared_buffers: '32MB' };

const report = await withInstallation(
  async ({ ctx, server, worker, arrived }) => {
    const signings = new Signings(ctx);
    const stream = signings.run(50);
    await signings.atLeast(10);
    while (arrived.length === 0) await sleep(20);
    const ballast = join(folder, 'ballast');
    fill(ballast);
    const before = signings.folios.size;
    let filesRefused = 0;
    const end = performance.now() + Number(seconds) * 1_000;
    while (performance.now() < end) {
      // A new segment of the log needs room that is not there: PostgreSQL ends, and cannot start again until there is.
      await switchLog(server.connectionConfig('postgres'));
      await ctx.files.put(Buffer.alloc(200_000, String(Math.random()))).catch(() => (filesRefused += 1));
      fill(ballast);
      await sleep(500);
    }
    const meanwhile = signings.folios.size - before;
    rmSync(ballast);
    const began = performance.now();
    await signings.atLeast(before + meanwhile + 10);
    const back = performance.now() - began;
    signings.stop();
    await stream;
    return {
      full_s: Number(seconds),
      ...(await compareWithTelephones(ctx, arrived, signings)),
      signed_while_full: meanwhile,
      refused: signings.failed,
      files_refused: filesRefused,
      back_after_ms: Math.round(back),
      worker_ends: worker.ownEnds,
      last_words: worker.lastWords,
    };
  },
  { parent: folder, databaseSettings: SMALL },
);
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(report.lost === 0 && report.unmarked_duplicates === 0 && report.refused > 0 ? 0 : 1);

/** Takes all room that is left. */
function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (let size = 1 << 20; size >= 512; size /= 2) {
      try {
        for (;;) if (writeSync(descriptor, Buffer.alloc(size, 1)) < size) break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function switchLog(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_switch_wal()');
  } catch {
    // That it fails is what this run is about.
  } finally {
    await client.end().catch(() => undefined);
  }
}
