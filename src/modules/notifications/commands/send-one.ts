import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import type { AcceptedNotification, NotificationInput } from '../api/schemas.ts';
import { ownSender } from '../intake/own-sender.ts';
import { prepareRequests } from '../intake/prepare.ts';
import type { IntakeProblem } from '../intake/problems.ts';
import { takeWithin } from '../intake/take.ts';

export interface SendOne {
  readonly agencyId: string;
  readonly unitId: string;
  readonly template: string;
  readonly to: NotificationInput['to'];
  readonly values: Readonly<Record<string, string>>;
}

export type SentOne =
  | { readonly ok: true; readonly messages: AcceptedNotification['messages'] }
  | { readonly ok: false; readonly problem: IntakeProblem };

/** One message of a template to one person, by somebody of the staff. */
export async function sendOne(ctx: Ctx, modules: readonly NoticeKind[], input: SendOne): Promise<SentOne> {
  const { agencyId, unitId, template, to, values } = input;
  authorizeNotices(ctx, 'notifications.send', agencyId);
  const externalId = newId();
  const item: NotificationInput = { externalId, template, to, values: { ...values }, priority: 'transactional' };
  const [checked] = await prepareRequests(ctx, ownSender(agencyId, unitId), modules, [item]);
  if (!checked?.ok) return { ok: false, problem: checked?.problem ?? { code: 'noAddress', what: '' } };
  const { request } = checked;
  await transact(ctx, async (tx) => {
    await takeWithin(tx, [request]);
    await recordAudit(tx, {
      action: 'notifications.send',
      entityType: 'notice',
      entityId: externalId,
      agencyId,
      unitId,
      detail: { template },
    });
  });
  return { ok: true, messages: request.answer.messages };
}
