import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { pickPerson, pickProperty, randomFrom } from '#demo/invented.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, signProcedure, takeProcedure } from '#modules/registry/index.ts';
import { loadConfig } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded/index.ts';
import { start } from '../../src/main.ts';

export interface KillReport {
  readonly kills: number;
  /** Notices of committed signings that the carrier never got. Must be 0. */
  readonly lost: number;
  readonly signed: number;
  readonly duplicates: number;
  /** Second copies that the evidence does not mark as possible duplicates. Must be 0. */
  readonly unmarked_duplicates: number;
  readonly uncertain: number;
}

/** Long enough for an abandoned message to be found and repeated: the sweeps run with short terms here. */
const SETTLE_MS = 120_000;

/** So that a slow machine has something to lose at each kill too. */
const LEAST_PER_KILL = 3;

/**
 * A stream of signings runs in this process; a worker process sends their notices over real SMPP to a carrier in this
 * process, which counts. Worker and database are killed with kill -9 in turn. The carrier is the independent oracle:
 * each committed signing must have reached it, at least once.
 */
export async function killDuringSignings(kills: number, say: (line: string) => void): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-faults-'));
  const arrived: string[] = [];
  const carrier = await startCarrier({
    systemId: 'ventanilla',
    password: 'faults',
    behaviour: { deliveryMs: [35, 65], receiptMs: [0, 0], maxPerSecond: 5_000 },
    onMessage: ({ text }) => void arrived.push(text),
  });
  const server = await startEmbedded({ dataDir: join(folder, 'postgres') });
  const { host, port, user, password } = server.connectionConfig('postgres');
  const environment = {
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/postgres`,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    MODE: 'demo',
    SMPP_URL: carrier.url,
    PORT: '0',
  };
  const running = await start({ config: loadConfig({ ...environment, ROLES: 'web' }), onProgress: () => undefined });
  const worker = new WorkerProcess({ ...environment, ROLES: 'worker', LEASE_SECONDS: '3', UNCERTAIN_SECONDS: '3' });
  try {
    const ctx = systemContext(running.services, 'faults', 'faults');
    const signings = new Signings(ctx);
    const stream = signings.run();
    for (let kill = 1; kill <= kills; kill++) {
      // A worker needs about a second to start: some kills hit the start, most the sending.
      await sleep(600 + Math.random() * 2_000);
      await signings.atLeast(kill * LEAST_PER_KILL);
      if (kill % 4 === 0) await killDatabase(server);
      else worker.kill();
      if (kill % 20 === 0)
        say(`${kill} kills, ${signings.folios.size} procedures signed, ${carrier.stats().taken} parts at the carrier`);
    }
    signings.stop();
    await stream;
    return { kills, ...(await compare(ctx, arrived, signings)) };
  } finally {
    worker.stop();
    await running.stop();
    await carrier.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Enters, takes and signs; only what was committed counts. */
class Signings {
  readonly folios = new Set<string>();
  readonly #ctx: Ctx;
  #stopped = false;

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when so many were signed. */
  async atLeast(count: number): Promise<void> {
    while (this.folios.size < count) await sleep(20);
  }

  async run(): Promise<void> {
    const random = randomFrom(7);
    const [office] = await listOffices(this.#ctx.db);
    if (!office) throw new Error('there is no office');
    for (let number = 1; !this.#stopped; number++) {
      try {
        const { unitId, agencyId, code } = office;
        const mobile = `+5255${String(60_000_000 + number).slice(0, 7)}1`;
        const { personId } = await registerPerson(this.#ctx, {
          agencyId,
          unitId,
          ...pickPerson(random),
          email: undefined,
          mobile,
          source: 'faults',
        });
        const { procedureId, folio } = await enterProcedure(this.#ctx, {
          unitId,
          service: 'copias-certificadas',
          personId,
          ...pickProperty(random, code),
        });
        await takeProcedure(this.#ctx, procedureId);
        await signProcedure(this.#ctx, { procedureId, outcome: 'accepted', reasons: [] });
        this.folios.add(folio);
      } catch {
        // The database is away for a moment; what was not acknowledged is not counted.
        await sleep(50);
      }
      await sleep(15);
    }
  }
}

/** Every committed signing against what the carrier's telephones show. */
async function compare(ctx: Ctx, arrived: readonly string[], signings: Signings): Promise<Omit<KillReport, 'kills'>> {
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const copies = copiesByFolio(arrived);
    const missing = [...signings.folios].filter((folio) => !copies.has(folio));
    if (missing.length > 0 && performance.now() < end) {
      await sleep(500);
      continue;
    }
    const marked = await ctx.db.sql<{ folio: string }>(
      `select p.folio from notifications.messages m join registry.procedures p on p.id = m.subject_id where m.possible_duplicate`,
    );
    const markedFolios = new Set(marked.map((row) => row.folio));
    const doubled = [...copies].filter(([, count]) => count > 1).map(([folio]) => folio);
    const [row] = await ctx.db.sql<{ count: string }>(
      `select count(*) from notifications.messages where status = 'uncertain'`,
    );
    return {
      signed: signings.folios.size,
      lost: missing.length,
      duplicates: doubled.length,
      unmarked_duplicates: doubled.filter((folio) => !markedFolios.has(folio)).length,
      uncertain: Number(row?.count ?? 0),
    };
  }
}

/** How often each folio was told to be accepted. */
function copiesByFolio(texts: readonly string[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const text of texts) {
    const folio = /tramite (\S+) fue ACEPTADO/.exec(text)?.[1];
    if (folio) copies.set(folio, (copies.get(folio) ?? 0) + 1);
  }
  return copies;
}

async function killDatabase(server: EmbeddedServer): Promise<void> {
  for (const pid of [server.pid, ...childrenOf(server.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  await sleep(500);
}

/** Empty while the server is being started again. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

/** A worker that is started again as soon as it dies, as a service manager does. */
class WorkerProcess {
  readonly #environment: Record<string, string>;
  #child: ChildProcess;
  #stopped = false;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
    this.#child = this.#spawn();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  stop(): void {
    this.#stopped = true;
    this.#child.kill('SIGKILL');
  }

  #spawn(): ChildProcess {
    const program = join(import.meta.dirname, '../../src/cli/main.ts');
    const child = spawn(process.execPath, [...process.execArgv, program, 'start'], {
      env: { ...process.env, ...this.#environment },
      stdio: 'ignore',
    });
    child.on('exit', () => {
      if (!this.#stopped) this.#child = this.#spawn();
    });
    return child;
  }
}
