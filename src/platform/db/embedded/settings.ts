import { totalmem } from 'node:os';

const MEGABYTE = 1024 * 1024;

/** Memory that this process may use, in bytes: the container's limit when there is one, else the machine's. */
export function readMemoryLimit(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Server settings for a machine with `memoryBytes` that the server shares with the application. `durable: false` gives
 * up every promise about crashes and is for tests only.
 */
export function chooseSettings(memoryBytes: number, durable: boolean): Record<string, string> {
  const memoryMb = Math.floor(memoryBytes / MEGABYTE);
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memoryMb * part)))}MB`;
  return {
    shared_buffers: durable ? share(0.25, 32, 2048) : share(0.05, 32, 256),
    effective_cache_size: share(0.5, 64, 1024 * 1024),
    work_mem: share(0.002, 4, 32),
    maintenance_work_mem: share(0.05, 16, 1024),
    max_connections: '100',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'pglz',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'ISO, YMD',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.simple',
    // No values of rows in the log: messages, DETAIL lines and failed statements would carry personal data into it. A
    // refused statement is told to the program, which logs it without the values (telemetry/describe-error.ts).
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_line_prefix: '%m [%p] ',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          autovacuum: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
        }),
  };
}
