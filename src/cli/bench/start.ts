import type { Bench } from './bench.ts';
import { median, rounded, startProgram, withScratch } from './scratch.ts';

/** First start with the demonstration's seed, and later starts, from the command to "ready". */
export const benchStart: Bench = (say) =>
  withScratch(async (folder) => {
    const first = await startProgram(folder);
    await first.stop();
    say(`first start with seed: ${first.seconds.toFixed(2)} s`);
    const warm: number[] = [];
    for (let turn = 1; turn <= 3; turn++) {
      const again = await startProgram(folder);
      await again.stop();
      warm.push(again.seconds);
      say(`warm start ${turn}: ${again.seconds.toFixed(2)} s`);
    }
    return { first_start_s: rounded(first.seconds), warm_start_s: rounded(median(warm)) };
  });
