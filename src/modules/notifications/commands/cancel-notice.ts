import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { NotificationStatus } from '../api/schemas.ts';
import { noticeRefusals } from '../errors.ts';
import { statusOfRequest } from '../queries/own-request.ts';
import { cancelRequested } from '../store/cancel.ts';
import { KEY_SCOPES } from './change-keys.ts';

/**
 * Takes back a message that the system asked for and that has not left: scheduled, held by quiet hours, or in the queue.
 * Its fate is `expired` with the reason `cancelled`. Again changes nothing; one that has left is refused (`hasLeft`, 409).
 */
export async function cancelNotice(ctx: Ctx, id: string): Promise<NotificationStatus> {
  authorizeSomewhere(ctx, KEY_SCOPES.send);
  const { actor } = ctx;
  if (actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  const { agencyId, name: system } = actor;
  const cancelled = await transact(ctx, (tx) => cancelRequested(tx, { id, agencyId, system }));
  const status = await statusOfRequest(ctx, id);
  if (!cancelled && !status.history.some(({ reason }) => reason === 'cancelled'))
    throw new Refusal(noticeRefusals.hasLeft, { status: status.status });
  return status;
}
