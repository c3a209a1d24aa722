import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pickPerson, pickProperty, randomFrom, type Random } from '#demo/invented.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { enterProcedure, signProcedure, takeProcedure } from '#modules/registry/index.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { freePort } from '#test/support/app.ts';
import type { Installation } from './installation.ts';
import { patiently } from './patiently.ts';

export interface CommitReport {
  readonly kills: number;
  /** Processes that really died by the kill, after the commit. Must be `kills`. */
  readonly died: number;
  /** Notices of committed signings that no telephone got within 90 s of the program being up again. Must be 0. */
  readonly lost: number;
  readonly duplicates: number;
  readonly unmarked_duplicates: number;
  /** Longest time from the restart, start of the program included, to the notice on the telephone. */
  readonly slowest_ms: number;
  /** Signings that were rolled back, and notices of them. */
  readonly rolled_back: number;
  readonly told_of_rolled_back: number;
}

const program = join(import.meta.dirname, 'sign-and-die.ts');
const WITHIN_MS = 90_000;

class RolledBack extends Error {}

/**
 * Criterion 1 of docs/acceptance/notifications.md: a signing is committed and its process killed with kill -9 a millisecond later;
 * after the restart its notice is handed over. A signing that is rolled back tells nobody.
 */
export async function commitAndDie(
  installation: Installation,
  kills: number,
  say: (line: string) => void,
  minutes = Infinity,
): Promise<CommitReport> {
  const { ctx, arrived, environment, worker } = installation;
  // The program that is killed is the only one that sends.
  worker.stop();
  const settings = { ...environment, ROLES: 'web,worker', PORT: String(await freePort()) };
  const random = randomFrom(19);
  const signed: string[] = [];
  const undone: string[] = [];
  const result = { died: 0, lost: 0, slowest_ms: 0 };
  const copies = (folio: string) => arrived.filter((text) => text.includes(`${folio} fue ACEPTADO`)).length;
  /** Waits for the notice of the last signing, once the program is up; `restarted` is when it began to start. */
  const handOver = async (restarted: number) => {
    const folio = signed.at(-1);
    if (folio === undefined) return;
    const end = performance.now() + WITHIN_MS;
    while (copies(folio) === 0 && performance.now() < end) await sleep(5);
    if (copies(folio) === 0) result.lost += 1;
    else result.slowest_ms = Math.max(result.slowest_ms, Math.round(performance.now() - restarted));
  };
  const over = performance.now() + minutes * 60_000;
  let kill = 1;
  for (; kill <= kills && performance.now() < over; kill++) {
    const restarted = performance.now();
    const node = startNode(settings);
    const { procedureId, folio } = await prepare(ctx, random, kill);
    const other = await prepare(ctx, random, kills + kill);
    await signAndRollBack(ctx, other.procedureId);
    undone.push(other.folio);
    await node.ready;
    await handOver(restarted);
    node.sign(procedureId);
    if ((await node.ended) === 'SIGKILL') result.died += 1;
    signed.push(folio);
    if (kill % 20 === 0) say(`${kill} commits with a kill a millisecond later, slowest notice ${result.slowest_ms} ms`);
  }
  const restarted = performance.now();
  const last = startNode(settings);
  await last.ready;
  await handOver(restarted);
  last.kill();
  await last.ended;
  const doubled = signed.filter((folio) => copies(folio) > 1);
  const marked = await patiently<{ folio: string }>(
    ctx,
    `select p.folio from notifications.messages m join registry.procedures p on p.id = m.subject_id
     where m.possible_duplicate and p.folio = any($1)`,
    [doubled],
  );
  const markedFolios = new Set(marked.map(({ folio }) => folio));
  return {
    kills: kill - 1,
    ...result,
    duplicates: doubled.length,
    unmarked_duplicates: doubled.filter((folio) => !markedFolios.has(folio)).length,
    rolled_back: undone.length,
    told_of_rolled_back: undone.filter((folio) => copies(folio) > 0).length,
  };
}

interface Node {
  readonly ready: Promise<unknown>;
  readonly ended: Promise<number | string>;
  sign(procedureId: string): void;
  kill(): void;
}

function startNode(settings: Readonly<Record<string, string>>): Node {
  const child = spawn(process.execPath, [...process.execArgv, program], {
    env: { ...process.env, ...settings },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code ?? 0) as number | string);
  const ready = once(createInterface(child.stdout), 'line');
  return {
    ended,
    ready: Promise.race([ready, ended.then((how) => Promise.reject(new Error(`the program ended (${how})`)))]),
    sign: (procedureId) => void child.stdin.write(`${procedureId}\n`),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A procedure that waits for its signature, of a person with a telephone of her own. */
async function prepare(ctx: Ctx, random: Random, number: number): Promise<{ procedureId: string; folio: string }> {
  const [office] = await listOffices(ctx.db);
  if (!office) throw new Error('there is no office');
  const { agencyId, unitId, code } = office;
  const mobile = `+5272280${String(number).padStart(4, '0')}1`;
  const contact = { mobile, email: undefined, source: 'faults' };
  const { personId } = await registerPerson(ctx, { agencyId, unitId, ...pickPerson(random), ...contact });
  const entered = { unitId, service: 'copias-certificadas', personId, ...pickProperty(random, code) };
  const { procedureId, folio } = await enterProcedure(ctx, entered);
  await takeProcedure(ctx, procedureId);
  return { procedureId, folio };
}

async function signAndRollBack(ctx: Ctx, procedureId: string): Promise<void> {
  const undone = transact(ctx, async (tx) => {
    await signProcedure(tx, { procedureId, outcome: 'accepted', reasons: [] });
    throw new RolledBack();
  });
  await undone.catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}
