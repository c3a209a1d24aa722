import type { Ctx } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { doubtSilent } from '#modules/people/index.ts';
import { forgetEndedHeld } from '../store/held.ts';
import { findSettings, listAgencies } from '../store/settings.ts';

const BATCH = 500;

/** Criterion 13: looks once a day which mobiles have been silent for too long, by the policy of each agency. */
export async function doubtAddresses(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  for (const agencyId of await listAgencies(ctx.db)) {
    const { reverification } = await findSettings(ctx, agencyId);
    let after: string | undefined;
    do {
      if (signal?.aborted) return;
      after = await doubtSilent(ctx, agencyId, reverification, after, BATCH);
    } while (after !== undefined);
  }
  await forgetEndedHeld(ctx);
}

export const doubtAddressesJob: JobDefinition = {
  queue: 'notifications.doubt-addresses',
  cron: '20 4 * * *',
  expireInSeconds: 3_600,
  run: (ctx, _data, signal) => doubtAddresses(ctx, signal),
};
