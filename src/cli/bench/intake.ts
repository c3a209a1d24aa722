import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadConfig } from '#platform/config.ts';
import { systemContext } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { createKey } from '#modules/notifications/index.ts';
import { start } from '../../main.ts';
import type { Bench } from './bench.ts';
import { median, rounded, withScratch } from './scratch.ts';

const ROUNDS = 3;
const SINGLES = { total: 6_000, perCall: 1, atOnce: 64 };
const BATCHES = { total: 40_000, perCall: 1_000, atOnce: 4 };

/**
 * Notices asked for by REST until the answer, durably written (fsync on): one in a call from many callers at once, and
 * batches of a thousand. Nothing is sent: that is another bench. The callers are another process on this machine.
 */
export const benchIntake: Bench = (say) =>
  withScratch(async (folder) => {
    const config = loadConfig({
      DATA_DIR: join(folder, 'data'),
      MODE: 'demo',
      LOG_LEVEL: 'error',
      ROLES: 'web',
      RATE_LIMITS: 'off',
      PORT: process.env.BENCH_PORT ?? '43117',
    });
    const running = await start({ config, onProgress: () => undefined });
    const callers = fork(join(import.meta.dirname, 'intake-load.ts'));
    try {
      const ctx = systemContext(running.services, 'bench', 'bench');
      const office = await findOfficeByCode(ctx.db, 'TOL');
      if (!office) throw new Error('there is no office');
      const { agencyId, unitId } = office;
      const { key } = await createKey(ctx, { agencyId, unitId, system: 'bench', mode: 'live', codes: false });
      const target = { address: running.address ?? '', key };
      const measure = async (name: string, order: typeof SINGLES): Promise<{ rate: number; cpu: number }> => {
        await drive(callers, { ...target, ...order, total: order.total / 10, prefix: `${name}-warm` });
        const rates: number[] = [];
        const cpus: number[] = [];
        for (let turn = 0; turn < ROUNDS; turn++) {
          const before = process.cpuUsage();
          const seconds = await drive(callers, { ...target, ...order, prefix: `${name}-${turn}` });
          const { user, system } = process.cpuUsage(before);
          rates.push(order.total / seconds);
          cpus.push((user + system) / order.total);
        }
        say(
          `${name}: ${rates.map((rate) => rate.toFixed(0)).join(', ')} a second; ${median(cpus).toFixed(0)} µs of this process each`,
        );
        return { rate: median(rates), cpu: median(cpus) };
      };
      const single = await measure('single', SINGLES);
      const batch = await measure('batch', BATCHES);
      return {
        rest_accept_per_s: Math.round(single.rate),
        batch_accept_per_s: Math.round(batch.rate),
        single_cpu_us: rounded(single.cpu, 0),
        batch_cpu_us: rounded(batch.cpu, 0),
      };
    } finally {
      callers.kill();
      await running.stop();
    }
  });

async function drive(callers: ChildProcess, order: object): Promise<number> {
  callers.send(order);
  const [{ seconds }] = (await once(callers, 'message')) as [{ seconds: number }];
  return seconds;
}
