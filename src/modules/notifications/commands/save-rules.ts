import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { replaceRules, type RuleRow } from '../store/rules.ts';
import { listTemplates } from '../store/templates.ts';

export interface SaveRules {
  readonly agencyId: string;
  /** Short name of the service whose rules these are; null: the general ones. */
  readonly service: string | null;
  readonly rules: readonly RuleRow[];
}

/** Says which events notify, on which channel and with which template (R4). What is not named keeps to the general rule. */
export async function saveRules(ctx: Ctx, sources: readonly NoticeKind[], input: SaveRules): Promise<void> {
  const { agencyId, service, rules } = input;
  authorizeNotices(ctx, 'notifications.edit', agencyId);
  await transact(ctx, async (tx) => {
    const about = new Map((await listTemplates(tx.db, agencyId)).map(({ slug, content }) => [slug, content.event]));
    for (const { event, outcome, template } of rules) {
      const source = sources.find((one) => one.event.name === event);
      const known = outcome === null || source?.outcomes.some(({ value }) => value === outcome);
      // A template of another event would ask for variables that this one does not have.
      if (!source || !known || (template !== null && about.get(template) !== event))
        throw new Refusal(noticeRefusals.unknownRule);
    }
    await replaceRules(tx, agencyId, service, rules);
    await recordAudit(tx, {
      action: 'notifications.edit',
      entityType: 'rules',
      entityId: service ?? 'general',
      agencyId,
      detail: { rules: rules.length, silent: rules.filter(({ template }) => template === null).length },
    });
  });
}
