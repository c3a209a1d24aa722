import { join } from 'node:path';
import { loadConfig } from '#platform/config.ts';
import { start } from '../../main.ts';
import type { Bench } from './bench.ts';
import { measureIntake } from './intake-measure.ts';
import { withScratch } from './scratch.ts';

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
    try {
      const { single, batch } = await measureIntake(running, { single: SINGLES, batch: BATCHES }, say);
      return {
        rest_accept_per_s: single.perSecond,
        batch_accept_per_s: batch.perSecond,
        single_cpu_us: single.cpuUs,
        batch_cpu_us: batch.cpuUs,
      };
    } finally {
      await running.stop();
    }
  });
