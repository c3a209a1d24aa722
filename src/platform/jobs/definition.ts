import type { Ctx } from '../context.ts';

/** A kind of job and what does it. Declared by modules, run by nodes with the worker role. */
export interface JobDefinition {
  /** `module.verb`, e.g. `registry.import-rows`. */
  readonly queue: string;
  /** Jobs of this queue that one node runs at once; 1 unless told. */
  readonly concurrency?: number;
  /** Cron line in the zone of the offices; the job then gets `{}`. */
  readonly cron?: string;
  /** Seconds after which a job whose worker vanished is given to another; 120 unless told. */
  readonly expireInSeconds?: number;
  /** Tries after the first; 8 with growing pauses unless told. */
  readonly retryLimit?: number;
  run(ctx: Ctx, data: never, signal: AbortSignal): Promise<void>;
}
