import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { insertVersion, lockTemplate } from '../store/templates.ts';

/** Begins a template for one kind of event, with empty texts. Returns its short name, made from the name. */
export async function createTemplate(
  ctx: Ctx,
  input: { agencyId: string; name: string; event: string },
): Promise<string> {
  const { agencyId, name, event } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  const slug = slugOf(name);
  return transact(ctx, async (tx) => {
    if ((await lockTemplate(tx, agencyId, slug)).length > 0) throw new Refusal(noticeRefusals.nameTaken);
    const texts = {
      sms: '',
      emailSubject: '',
      emailText: '',
      policy: 'fold',
      expiresHours: 72,
      urgentReason: '',
    } as const;
    await insertVersion(tx, agencyId, slug, { version: 1, content: { name, event, ...texts }, status: 'draft' });
    await recordAudit(tx, {
      action: 'notifications.edit',
      entityType: 'template',
      entityId: slug,
      agencyId,
      detail: { version: 1 },
    });
    return slug;
  });
}

/** `Trámite aceptado` becomes `tramite-aceptado`. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
