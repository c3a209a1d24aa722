import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetCodeAddresses } from '../store/rights.ts';

/** Long enough to follow up a complaint about codes, short enough that strangers' numbers do not pile up. */
const KEEP_DAYS = 7;
const BATCH = 1_000;

/** Somebody asked for a code to an address; a week later nothing here says which. */
export const forgetAddressesJob: JobDefinition = {
  queue: 'people.forget-addresses',
  cron: '40 3 * * *',
  async run(ctx, _data, signal) {
    const before = ctx.clock.now().subtract({ hours: KEEP_DAYS * 24 });
    while (!signal.aborted && (await forgetCodeAddresses(ctx, before, BATCH)) === BATCH);
  },
};
