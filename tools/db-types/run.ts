// `npm run db:types`: migrates a scratch database and writes src/platform/db/tables/*.ts from it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#platform/db/embedded/index.ts';

import { migrate } from '#platform/db/migrate.ts';
import { MIGRATION_FOLDERS } from '../../src/modules.ts';
import { tableTypes, writeTableTypes } from './generate.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-types-'));
const server = await startEmbedded({ dataDir, durable: false });
try {
  const connection = server.connectionConfig('postgres');
  await migrate(connection, { folders: MIGRATION_FOLDERS });
  const client = new pg.Client(connection);
  await client.connect();
  const files = await tableTypes(
    client,
    MIGRATION_FOLDERS.map((folder) => folder.schema),
  );
  await client.end();
  const folder = join(import.meta.dirname, '../../src/platform/db/tables');
  writeTableTypes(files, folder);
  execFileSync(join(import.meta.dirname, '../../node_modules/.bin/oxfmt'), [folder], { stdio: 'ignore' });
  process.stdout.write(`wrote the types of ${files.size - 1} schemas\n`);
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
