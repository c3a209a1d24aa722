import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeNotices } from '../access.ts';
import { putPrice, type Price } from '../store/costs.ts';

/** Sets what a carrier asks for a part from a day on. What was charged before stays as it was. */
export async function setPrice(ctx: Ctx, input: Price & { agencyId: string }): Promise<void> {
  const { agencyId, ...price } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    await putPrice(tx, agencyId, price);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'price',
      entityId: price.carrier,
      agencyId,
      detail: { validFrom: price.validFrom.toString(), partMxnE4: price.partMxnE4 },
    });
  });
}
