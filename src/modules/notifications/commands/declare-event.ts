import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { putEventKind, type EventKind } from '../store/event-kinds.ts';

/**
 * Declares an event of a system outside, so that templates and rules can be about it (X3). An event that a module of this
 * program announces keeps its own declaration.
 */
export async function declareEvent(
  ctx: Ctx,
  modules: readonly NoticeKind[],
  input: { agencyId: string; kind: EventKind },
): Promise<void> {
  const { agencyId, kind } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  if (modules.some(({ event }) => event.name === kind.name)) throw new Refusal(noticeRefusals.eventTaken);
  await transact(ctx, async (tx) => {
    await putEventKind(tx, agencyId, kind);
    await recordAudit(tx, { action: 'notifications.edit', entityType: 'event', entityId: kind.name, agencyId });
  });
}
