import type { Ctx } from '#platform/context.ts';
import { endWaiting } from './end-waiting.ts';
import type { ClaimedMessage } from './messages.ts';
import { addressIndexOf, insertSuppression, type NewSuppression } from './suppressions.ts';
import { judge } from './withhold.ts';

/**
 * An address gets nothing from now on, and what waits for it stays here at once, so that screens and other systems see it
 * before it would have left. What is asked for later is stopped as it leaves. False: it was so already.
 */
export async function beginSuppression(tx: Ctx, wanted: NewSuppression): Promise<boolean> {
  if (!(await insertSuppression(tx, wanted))) return false;
  const { agencyId, channel, address } = wanted;
  type Waiting = Pick<ClaimedMessage, 'id' | 'template' | 'lane' | 'subjectType'>;
  const addressIndex = addressIndexOf(tx, channel, address);
  const rows = await tx.db.named<Waiting>(
    'messages_waiting_for',
    `select id, template, lane, subject_type as "subjectType" from notifications.messages
     where address_index = $3 and agency_id = $1 and channel = $2 and status = 'queued' order by id`,
    [agencyId, channel, addressIndex],
  );
  const waiting = rows.map((row) => ({ ...row, agencyId, channel, address, addressIndex }));
  const reasons = new Map<string, string>();
  for (const { position, reason } of waiting.length > 0 ? await judge(tx, waiting) : []) {
    const message = waiting[position];
    if (message && reason !== null) reasons.set(message.id, reason);
  }
  await endWaiting(tx, [...reasons.keys()], 'suppressed', (id) => reasons.get(id) ?? wanted.reason);
  return true;
}
