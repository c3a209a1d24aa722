import pg from 'pg';

/** How to reach one database. `connectionString` wins where both are given. */
export interface ConnectionConfig {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
}

export interface PoolOptions {
  /** Most connections of this process. */
  max: number;
  /** 2 s for web, 60 s for jobs. */
  statementTimeoutMs: number;
  applicationName: string;
  /** How long to wait for a connection, a free one of the pool or a new one; 5 s unless told. */
  connectTimeoutMs?: number;
  /** Role without DDL rights that the program works under; left out where the server does not let us create it. */
  role?: string | undefined;
  onError: (error: Error) => void;
}

/** How much longer than the server's own limit a query may take before its connection counts as dead. */
const SILENCE_MS = 3_000;

const { builtins } = pg.types;
/** Arrays of texts, dates and instants (pg_type.oid). */
const TEXT_ARRAY = 1009;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;

type Parser = (value: string) => unknown;

/** The parser of `pg` for values of any type; its own types know only the ids of single values. */
const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser;

/** `2026-11-21 01:31:37.123+00` -> Instant. The session's TimeZone is UTC, so the offset is always `+00`. */
const parseInstant: Parser = (value) => Temporal.Instant.from(`${value.replace(' ', 'T')}:00`);
const parseDate: Parser = (value) => Temporal.PlainDate.from(value);
const parseTexts = parserOf(TEXT_ARRAY, 'text') as (value: string) => (string | null)[];
const arrayOf =
  (parse: Parser): Parser =>
  (value) =>
    parseTexts(value).map((text) => (text === null ? null : parse(text)));

/** Instants and dates as Temporal; bigint stays a string, so that ids and counts never lose digits. */
const PARSERS = new Map<number, Parser>([
  [builtins.TIMESTAMPTZ, parseInstant],
  [builtins.DATE, parseDate],
  [TIMESTAMPTZ_ARRAY, arrayOf(parseInstant)],
  [DATE_ARRAY, arrayOf(parseDate)],
]);

// `pg` calls toPostgres on parameters; without it an Instant would be sent as quoted JSON.
for (const type of [Temporal.Instant, Temporal.PlainDate, Temporal.PlainTime]) {
  Object.defineProperty(type.prototype, 'toPostgres', {
    value(this: { toString(): string }) {
      return this.toString();
    },
    configurable: true,
  });
}

/** Connection settings shared by pools and single clients. */
export function clientConfig(
  connection: ConnectionConfig,
  options: Omit<PoolOptions, 'max' | 'onError'>,
): pg.ClientConfig {
  const settings = [`-c statement_timeout=${options.statementTimeoutMs}`, '-c TimeZone=UTC'];
  if (options.role) settings.push(`-c role=${options.role}`);
  return {
    ...connection,
    application_name: options.applicationName,
    options: settings.join(' '),
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    // The server's own limit does not help when the way to it goes silent: TCP alone would hold each connection for a
    // quarter of an hour.
    ...(options.statementTimeoutMs > 0 ? { query_timeout: options.statementTimeoutMs + SILENCE_MS } : {}),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS.get(oid) ?? parserOf(oid, format),
    },
  };
}

export function createPool(connection: ConnectionConfig, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(connection, options), max: options.max, idleTimeoutMillis: 30_000 });
  // Without listeners a server restart would end the process. The connection tells, in use or idle, and the pool the same again
  // of an idle one. A pool that ends does not wait until its connections have: the server that stops next tells them so.
  pool.on('error', () => undefined);
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      if (!pool.ending) options.onError(error);
    }),
  );
  return pool;
}
