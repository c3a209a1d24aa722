import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { listCarriers, putWish } from '../store/carriers.ts';

/**
 * Says how much of the traffic a carrier gets (0 to 100), and whether any. All agencies of the installation share the
 * carriers. The last one of a channel stays on: without it notices would only wait, and nobody would know why.
 */
export async function steerCarrier(
  ctx: Ctx,
  input: { agencyId: string; name: string; weight: number; enabled: boolean },
): Promise<void> {
  const { agencyId, name, weight, enabled } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    const carriers = await listCarriers(tx);
    const steered = carriers.find((carrier) => carrier.name === name);
    if (!steered) throw new Refusal(noticeRefusals.unknownCarrier);
    const isOn = (carrier: { enabled: boolean; resting: number }) => carrier.enabled && carrier.resting > 0;
    const others = carriers.filter((carrier) => carrier.channel === steered.channel && carrier.name !== name);
    if (!(enabled && weight > 0) && !others.some(isOn)) throw new Refusal(noticeRefusals.lastCarrier);
    await putWish(tx, name, { resting: weight, enabled });
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'carrier',
      entityId: name,
      agencyId,
      detail: { weight, enabled, before: { weight: steered.resting, enabled: steered.enabled } },
    });
  });
}
