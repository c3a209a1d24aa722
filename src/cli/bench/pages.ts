import { existsSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { formatFolio } from '#platform/folios/folio.ts';
import type { Bench } from './bench.ts';
import { rounded, startProgram, withScratch } from './scratch.ts';

const CONNECTIONS = 16;
const SECONDS = 8;
/** Linux counts CPU time of a process in hundredths of a second (sysconf _SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;

/** The public status page over the real program and its real database; the client is in this process, on the same cores. */
export const benchPages: Bench = (say) =>
  withScratch(async (folder) => {
    // One address may ask 60 times a minute; a bench is many people behind one address.
    const program = await startProgram(folder, { RATE_LIMITS: 'off' });
    try {
      const folio = formatFolio({ series: 'TOL', year: new Temporal.PlainDate(2026, 1, 1).year, number: 1 });
      const address = `${program.address}/estado?folio=${folio}`;
      await load(address, 2);
      const server = program.process.pid ?? 0;
      const before = cpuSeconds(server);
      const database = startedBy(server).map((pid) => ({ pid, before: cpuSeconds(pid) }));
      const { count, times, failures } = await load(address, SECONDS);
      const cpu = cpuSeconds(server) - before;
      // A connection or a vacuum that ended meanwhile did nothing for these pages.
      const spent = database.map((one) => (existsSync(`/proc/${one.pid}`) ? cpuSeconds(one.pid) - one.before : 0));
      const databaseCpu = spent.reduce((sum, seconds) => sum + seconds, 0);
      const p99 = times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0;
      const figures = {
        req_per_s: Math.round(count / SECONDS),
        cpu_ms_per_req: rounded((cpu * 1000) / count, 3),
        database_cpu_ms_per_req: rounded((databaseCpu * 1000) / count, 3),
        p99_ms: rounded(p99),
      };
      say(`${count} status pages in ${SECONDS} s over ${CONNECTIONS} connections, ${failures} other answers than 200`);
      say(
        `${figures.req_per_s} requests/s, ${figures.cpu_ms_per_req} ms CPU each in the server and ${figures.database_cpu_ms_per_req} in the database, p99 ${figures.p99_ms} ms`,
      );
      return { ...figures, failures };
    } finally {
      await program.stop();
    }
  });

async function load(address: string, seconds: number): Promise<{ count: number; times: number[]; failures: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const end = performance.now() + seconds * 1000;
  const times: number[] = [];
  let failures = 0;
  const client = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      if ((await ask(address, agent)) !== 200) failures += 1;
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  return { count: times.length, times, failures };
}

function ask(address: string, agent: Agent): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  get(address, { agent }, (response) => {
    response.resume();
    response.on('end', () => resolve(response.statusCode ?? 0));
  }).on('error', reject);
  return promise;
}

/** What a process started and what that started: of the program, the database with a process for each connection. */
function startedBy(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? [];
  return children.map(Number).flatMap((child) => [child, ...startedBy(child)]);
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
