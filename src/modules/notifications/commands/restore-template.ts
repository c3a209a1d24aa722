import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { insertVersion, lockTemplate, retireActive } from '../store/templates.ts';

/** Brings an earlier text back into force at once: two persons stood behind it already. Returns the new version. */
export async function restoreTemplate(
  ctx: Ctx,
  input: { agencyId: string; slug: string; version: number },
): Promise<number> {
  const { agencyId, slug } = input;
  authorizeNotices(ctx, 'notifications.approve', agencyId);
  return transact(ctx, async (tx) => {
    const versions = await lockTemplate(tx, agencyId, slug);
    const old = versions.find(({ version, status }) => version === input.version && status === 'retired');
    if (!old) throw new Refusal(noticeRefusals.unknownVersion);
    const version = (versions[0]?.version ?? 0) + 1;
    await retireActive(tx, agencyId, slug);
    await insertVersion(tx, agencyId, slug, { version, content: old.content, status: 'active', restores: old.version });
    await recordAudit(tx, {
      action: 'notifications.approve',
      entityType: 'template',
      entityId: slug,
      agencyId,
      detail: { version, restores: old.version },
    });
    return version;
  });
}
