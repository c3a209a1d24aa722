// Run by tests as an own process: starts the embedded database on the folder of its first argument, tells where it is
// in one JSON line, then commits numbered rows and acknowledges each on a line of its own. Ends only by a signal.
import pg from 'pg';
import { EmbeddedError, startEmbedded } from '#platform/db/embedded/index.ts';

const dataDir = process.argv[2] ?? '';
const writes = process.argv[3] === 'write';
try {
  const server = await startEmbedded({ dataDir, settings: { shared_buffers: '32MB' } });
  process.stdout.write(`${JSON.stringify({ pid: server.pid, replacedLeftover: server.replacedLeftover })}\n`);
  const client = new pg.Client(server.connectionConfig('postgres'));
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists acknowledged (id bigint primary key)');
  const { rows } = await client.query<{ next: string }>('select coalesce(max(id), 0) + 1 as next from acknowledged');
  const last = writes ? Number.POSITIVE_INFINITY : 0;
  for (let id = Number(rows[0]?.next); id <= last; id++) {
    await client.query('insert into acknowledged values ($1)', [id]);
    process.stdout.write(`${id}\n`);
  }
  setInterval(() => undefined, 1000);
} catch (error) {
  const code = error instanceof EmbeddedError ? error.code : 'unexpected';
  process.stdout.write(`${JSON.stringify({ code, message: (error as Error).message })}\n`);
  process.exit(1);
}
