import { createServer, type ListenOptions, type Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type Config } from '#platform/config.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import { start, type Running } from '../../src/main.ts';
import { cleanUp } from './clean-up.ts';
import { urlOf } from './database-url.ts';
import { useDatabase } from './database.ts';
import { useDemonstration } from './demonstration.ts';

/** The whole program, web and worker, in demo mode over a database of this test file. */
export async function useApp(overrides: Readonly<Record<string, string>> = {}): Promise<Running & { address: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-app-'));
  const settings = {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    MODE: 'demo',
    ...overrides,
  };
  const planned = loadConfig(settings);
  const config = planned.databaseUrl
    ? planned
    : loadConfig({ ...settings, DATABASE_URL: urlOf(await databaseFor(planned)) });
  const running = await start({ config, onProgress: () => undefined });
  cleanUp(async () => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { ...running, address: running.address ?? '' };
}

function databaseFor(config: Config): Promise<ConnectionConfig> {
  return config.demo ? useDemonstration(config.keyFile) : useDatabase();
}

/**
 * A port that nobody listens on. Between this look and the start of a program that wants it lie seconds: so it is none of
 * those that the system gives to outgoing connections, none that an embedded database chooses from (embedded/port.ts), and
 * until the end of this process it is given to no other test.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 30_000 + Math.floor(Math.random() * 2_700);
    // A name that the system knows as long as its process lives (abstract, unix(7)): no file, nothing to clear away.
    const claim = createServer().unref();
    if (!(await listens(claim, { path: `\0ventanilla-test-port-${port}` }))) continue;
    const server = createServer();
    const isFree = await listens(server, { port, host: '127.0.0.1' });
    await new Promise((closed) => server.close(closed));
    if (isFree) return port;
  }
}

function listens(server: Server, where: ListenOptions): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  server.once('error', () => resolve(false)).listen(where, () => resolve(true));
  return promise;
}
