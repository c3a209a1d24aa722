import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { writeRule, type RetentionRule } from '../store/retention.ts';

/** Says for how many days an agency keeps a class of contents, and by which rule. Counts from the next night on. */
export async function setRetention(ctx: Ctx, agencyId: string, rule: RetentionRule): Promise<void> {
  authorizeSomewhere(ctx, 'privacy.answer');
  const { actor } = ctx;
  if (actor.kind === 'staff' && actor.agencyId !== agencyId) throw new Refusal(accessRefusals.notFound);
  await transact(ctx, async (tx) => {
    await writeRule(tx, agencyId, rule);
    const entry = { action: 'privacy.set_retention', entityType: 'agency', entityId: agencyId, agencyId };
    await recordAudit(tx, { ...entry, detail: { class: rule.class, keepDays: rule.keepDays } });
  });
}
