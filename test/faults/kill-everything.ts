import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { freePort } from '#test/support/app.ts';

export interface EverythingReport {
  readonly kills: number;
  readonly signed: number;
  /** Acknowledged signings whose notice no telephone has. Must be 0. */
  readonly lost: number;
  readonly duplicates: number;
  /** The longest start after a kill, in milliseconds, until it answers. */
  readonly slowest_start_ms: number;
  /** Processes of this data folder that are left after the last orderly stop. Must be 0. */
  readonly left_over: number;
  /** How the last one, which was told to stop, ended. Must be 0. */
  readonly exit: number | string;
}

const root = join(import.meta.dirname, '../..');
const START_MS = 400_000;
const SETTLE_MS = 240_000;

/**
 * `npm start` with its own database, killed with kill -9 while systems sign through its API: in turn every process of it,
 * and only the program, so that its database server stays behind. The next start must find all that was acknowledged.
 */
export async function killEverything(kills: number, say: (line: string) => void): Promise<EverythingReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-faults-'));
  const told = new Map<string, number>();
  const carrier = await startCarrier({
    systemId: 'ventanilla',
    password: 'faults',
    behaviour: { deliveryMs: [0, 5], receiptMs: [0, 0], rules: [] },
    onMessage({ text }) {
      const folio = /tramite (\S+) fue ACEPTADO/.exec(text)?.[1];
      if (folio) told.set(folio, (told.get(folio) ?? 0) + 1);
    },
  });
  const settings = {
    DATA_DIR: folder,
    DATABASE_URL: '',
    MODE: 'demo',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
    SMPP_URL: carrier.url,
    PORT: String(await freePort()),
    DRAIN_SECONDS: '0',
    LEASE_SECONDS: '3',
    UNCERTAIN_SECONDS: '3',
  };
  const address = `http://127.0.0.1:${settings.PORT}`;
  const signed: string[] = [];
  let program = startProgram(settings);
  let slowest = 0;
  try {
    await program.ready(address);
    const key = execFileSync(
      join(root, 'bin/ventanilla'),
      ['client', 'create', 'FALLAS', '--unit', 'ifrem/direccion-general'],
      { env: { ...process.env, ...settings }, encoding: 'utf8' },
    ).trim();
    for (let kill = 1; kill <= kills; kill++) {
      const stream = new AbortController();
      const callers = [1, 2, 3].map((caller) =>
        sign({ address, key, name: `${kill}-${caller}` }, signed, stream.signal),
      );
      const before = signed.length;
      while (signed.length < before + 5) await sleep(10);
      await sleep(Math.random() * 700);
      const all = program.processes(folder);
      // Every process, or the program alone: its server then outlives it.
      for (const pid of kill % 2 === 1 ? all.everything : all.withoutServer) kill9(pid);
      stream.abort();
      await Promise.all(callers);
      await program.ended;
      const began = performance.now();
      program = startProgram(settings);
      await program.ready(address);
      slowest = Math.max(slowest, performance.now() - began);
      if (kill % 5 === 0) say(`${kill} kills of everything, ${signed.length} procedures signed`);
    }
    const end = performance.now() + SETTLE_MS;
    const missing = () => signed.filter((folio) => !told.has(folio)).length;
    while (missing() > 0 && performance.now() < end) await sleep(200);
    const exit = await program.stop(folder);
    return {
      kills,
      signed: signed.length,
      lost: missing(),
      duplicates: signed.filter((folio) => (told.get(folio) ?? 0) > 1).length,
      slowest_start_ms: Math.round(slowest),
      left_over: processesOf(folder).length,
      exit,
    };
  } finally {
    for (const pid of program.processes(folder).everything) kill9(pid);
    await program.ended;
    await carrier.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * One procedure after the other is entered, taken and signed as a system outside does it, until the program is killed. What
 * a busy program could not do in time is left, and the next one begun.
 */
async function sign(
  { address, key, name }: { address: string; key: string; name: string },
  signed: string[],
  until: AbortSignal,
): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const post = async (path: string, body: object) => {
    const request = { method: 'POST', headers, body: JSON.stringify(body), signal: until };
    const answer = await fetch(`${address}/api/v1/registry/${path}`, request);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { folio: string };
  };
  for (let number = 1; !until.aborted; number++) {
    const id = `${name}-${number}`;
    try {
      const { folio } = await post('procedures', {
        externalId: `p-${id}`,
        office: 'TOL',
        service: 'copias-certificadas',
        person: { names: 'Ana', surnames: `Nava ${id}`, mobile: `55${Math.trunc(10_000_000 + Math.random() * 9e7)}` },
        propertyLocation: 'Av. Hidalgo 1, Toluca',
      });
      await post('events', { externalId: `t-${id}`, event: 'taken', folio });
      await post('events', { externalId: `s-${id}`, event: 'signed', folio, outcome: 'accepted' });
      signed.push(folio);
    } catch (error) {
      // Killed in the middle of a request; a refusal of the living program is a fault of this run.
      if (error instanceof Error && /^(procedures|events): 4/.test(error.message)) throw error;
      await sleep(50);
    }
  }
}

interface Program {
  readonly ended: Promise<unknown>;
  ready(address: string): Promise<void>;
  processes(folder: string): { everything: number[]; withoutServer: number[] };
  /** Tells the program to stop; its exit code. */
  stop(folder: string): Promise<number | string>;
}

/** `npm start`, as a person types it. */
function startProgram(settings: Readonly<Record<string, string>>): Program {
  const child: ChildProcess = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer) => void (said += chunk.toString());
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal ?? 0) as number | string);
  let isOver = false;
  void ended.then(() => (isOver = true));
  return {
    ended,
    async ready(address) {
      const end = performance.now() + START_MS;
      for (;;) {
        if (isOver) throw new Error(`it did not start:\n${said}`);
        const answer = await fetch(`${address}/readyz`).catch(() => undefined);
        await answer?.arrayBuffer();
        if (answer?.ok) return;
        if (performance.now() > end) throw new Error(`it was not ready after ${START_MS} ms:\n${said}`);
        await sleep(50);
      }
    },
    processes(folder) {
      const withoutServer = child.pid === undefined || isOver ? [] : descendantsOf(child.pid, folder);
      return { everything: [...withoutServer, ...processesOf(folder)], withoutServer };
    },
    async stop(folder) {
      const program = child.pid === undefined ? undefined : descendantsOf(child.pid, folder).at(-1);
      if (program !== undefined) process.kill(program, 'SIGTERM');
      return ended;
    },
  };
}

function kill9(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself, or with its parent.
  }
}

/**
 * A process and all below it, parents first. `without`: but for the database server of that data folder, with all that it
 * has made by now: it makes processes at any moment, so that a second look at it would find others.
 */
function descendantsOf(pid: number, without?: string): number[] {
  if (without !== undefined && readCommand(pid).includes(without)) return [];
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    return [pid, ...children.filter(Boolean).flatMap((child) => descendantsOf(child, without))];
  } catch {
    return [];
  }
}

/** The database server of a data folder, and the processes that it made. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readCommand(pid).includes(folder))
    .flatMap((pid) => descendantsOf(pid));
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
