import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import { obstaclesOf } from '../domain/template.ts';
import { noticeRefusals } from '../errors.ts';
import { lockTemplate, markSubmitted } from '../store/templates.ts';
import { valueWriter } from '../value-writer.ts';
import { variablesFor } from '../sources.ts';

/** Puts the draft before a second person. Refused while something stands in its way, such as a character no carrier takes. */
export async function submitTemplate(
  ctx: Ctx,
  sources: readonly NoticeKind[],
  input: { agencyId: string; slug: string },
): Promise<number> {
  const { agencyId, slug } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  return transact(ctx, async (tx) => {
    const draft = (await lockTemplate(tx, agencyId, slug)).find(({ status }) => status === 'draft');
    if (!draft) throw new Refusal(noticeRefusals.nothingToSubmit);
    const variables = variablesFor(sources, draft.content.event);
    if (obstaclesOf(draft.content, variables, valueWriter(tx.publicUrl)).length > 0)
      throw new Refusal(noticeRefusals.notReady);
    await markSubmitted(tx, draft);
    await recordAudit(tx, {
      action: 'notifications.edit',
      entityType: 'template',
      entityId: slug,
      agencyId,
      detail: { version: draft.version, submitted: true },
    });
    return draft.version;
  });
}
