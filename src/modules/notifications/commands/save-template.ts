import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import type { TemplateContent } from '../domain/template.ts';
import { noticeRefusals } from '../errors.ts';
import { insertVersion, lockTemplate, updateDraft } from '../store/templates.ts';

/** Keeps an edit as a draft; one that waits for approval is a draft again. Nothing is sent with it. Returns the version. */
export async function saveTemplate(
  ctx: Ctx,
  input: { agencyId: string; slug: string; content: TemplateContent },
): Promise<number> {
  const { agencyId, slug } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  return transact(ctx, async (tx) => {
    const versions = await lockTemplate(tx, agencyId, slug);
    const [newest] = versions;
    if (!newest) throw new Refusal(noticeRefusals.unknownTemplate);
    // What a template is about is said once, when it is made: rules and variables hang on it.
    const content = { ...input.content, event: newest.content.event };
    const atWork = versions.find(({ status }) => status === 'draft' || status === 'submitted');
    const version = atWork?.version ?? newest.version + 1;
    if (atWork) await updateDraft(tx, atWork, content);
    else await insertVersion(tx, agencyId, slug, { version, content, status: 'draft' });
    await recordAudit(tx, {
      action: 'notifications.edit',
      entityType: 'template',
      entityId: slug,
      agencyId,
      detail: { version },
    });
    return version;
  });
}
