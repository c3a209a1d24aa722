import { transact, type Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { balance } from '../domain/balance.ts';
import { listCarriers, noteCarriers, putWeight, readShares } from '../store/carriers.ts';
import type { Ways } from './ways.ts';

/**
 * Says how the carriers are, moves their weights by a step where that is due, and follows the weights. All nodes do it;
 * the rows are locked meanwhile, so a step is taken once.
 */
export async function shareOut(ctx: Ctx, channel: Channel, ways: Ways): Promise<void> {
  await noteCarriers(ctx, ways.sights());
  if (ways.size > 1) {
    await transact(ctx, async (tx) => {
      const changes = balance(await readShares(tx, channel));
      for (const [carrier, weight] of changes) {
        await putWeight(tx, carrier, weight);
        ctx.log.info({ carrier, weight }, 'the share of a carrier changed');
      }
    });
  }
  ways.follow(await listCarriers(ctx));
}
