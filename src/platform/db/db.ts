import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { arrayLiteral } from './array-literal.ts';
import type { Tables } from './tables/index.ts';

interface Queryable {
  query(config: { name?: string; text: string; values: unknown[] }): Promise<pg.QueryResult>;
}

/**
 * One connection answers one question at a time. Queries that a page asks side by side, each on a connection of its own,
 * are also asked within transactions: there they take turns here, since `pg` will stop to queue them itself.
 */
class Turns implements Queryable {
  readonly #client: pg.PoolClient;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query(config: { name?: string; text: string; values: unknown[] }): Promise<pg.QueryResult> {
    const answer = this.#last.then(() => {
      // What still waited when the transaction failed must not run after it, where nothing would take it back.
      if (this.#isClosed) throw new Error('the transaction is over');
      return this.#client.query(config);
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Resolves when everything that was asked is answered. */
  async settle(): Promise<void> {
    for (let last: unknown; last !== this.#last;) {
      last = this.#last;
      await this.#last;
    }
    this.#isClosed = true;
  }

  /** Resolves when the running query is answered; those that wait are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }
}

/** PostgreSQL asks to try again: serialization failure, deadlock (datalayer.md rule 3). */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/**
 * The database as commands see it: `k` for ordinary queries (Kysely, typed by the generated tables), `named` for the
 * few hot ones (prepared once per connection), `transaction` for everything that must hold together.
 */
export class Db {
  readonly #pool: pg.Pool;
  readonly #client: Queryable | undefined;
  readonly #hints: (() => void)[] | undefined;
  #kysely: Kysely<Tables> | undefined;

  private constructor(pool: pg.Pool, client?: Queryable, hints?: (() => void)[]) {
    this.#pool = pool;
    this.#client = client;
    this.#hints = hints;
  }

  static over(pool: pg.Pool): Db {
    return new Db(pool);
  }

  /** Stands for the database itself: the same inside and outside transactions. */
  get identity(): object {
    return this.#pool;
  }

  get inTransaction(): boolean {
    return this.#client !== undefined;
  }

  /** Kysely on this connection: the pool, or the transaction when there is one. */
  get k(): Kysely<Tables> {
    this.#kysely ??= new Kysely<Tables>({ dialect: dialectOver(this.#queryable) });
    return this.#kysely;
  }

  /** A hot query as a named prepared statement. `name` must be unique to `text`. */
  async named<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return (await this.#queryable.query({ name, text, values: values.map(asSent) })).rows as Row[];
  }

  /** Plain SQL, for what Kysely cannot say well. Values always as parameters. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#queryable.query({ text, values: values.map(asSent) })).rows as Row[];
  }

  /** Resolves if the database answers. */
  async ping(): Promise<void> {
    await this.named('ping', 'select 1', []);
  }

  /** Runs after the transaction has committed (at once when there is none): hints only, nothing that must happen. */
  afterCommit(hint: () => void): void {
    if (this.#hints) this.#hints.push(hint);
    else hint();
  }

  /**
   * One transaction (READ COMMITTED; guards are conditional updates and constraints). Joins a
   * running one. Retries serialization failures and deadlocks with jitter, so `work` may run more than once.
   */
  async transaction<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (this.#client) return work(this);
    for (let attempt = 1; ; attempt++) {
      const hints: (() => void)[] = [];
      try {
        const result = await this.#attempt(work, hints);
        for (const hint of hints) hint();
        return result;
      } catch (error) {
        if (attempt >= MAX_TRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
      }
    }
  }

  async #attempt<T>(work: (db: Db) => Promise<T>, hints: (() => void)[]): Promise<T> {
    const client = await this.#pool.connect();
    const turns = new Turns(client);
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(new Db(this.#pool, turns, hints));
      await turns.settle();
      await client.query('commit');
      return result;
    } catch (error) {
      await turns.close();
      // A connection whose rollback fails is dropped: reusing it would leak the open transaction.
      await client.query('rollback').catch((cause: unknown) => (broken = cause as Error));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  get #queryable(): Queryable {
    return this.#client ?? this.#pool;
  }
}

const asSent = (value: unknown): unknown => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value);

/** The SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The constraint that a row broke, e.g. to turn a unique violation into a refusal. */
export function brokenConstraint(error: unknown): string | undefined {
  const constraint = (error as { constraint?: unknown } | null)?.constraint;
  return typeof constraint === 'string' ? constraint : undefined;
}

function dialectOver(queryable: Queryable): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const result = await queryable.query({ text: query.sql, values: [...query.parameters] });
      const counted = result.command !== 'SELECT' && result.rowCount !== null;
      return { rows: result.rows as Row[], ...(counted ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}) };
    },
    streamQuery() {
      throw new Error('page through rows by key instead of streaming a cursor');
    },
  };
  const notHere = async (): Promise<never> => {
    throw new Error('use Db.transaction, so that retries and after-commit hints hold');
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: notHere,
      commitTransaction: notHere,
      rollbackTransaction: notHere,
      destroy: async () => {},
    }),
  };
}
