import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { putPrice } from '../store/costs.ts';
import { USUAL_TOPIC } from '../store/suppressions.ts';
import { listTopics, putTopic, type Topic } from '../store/topics.ts';
import { hasNotices, replaceRules, type RuleRow } from '../store/rules.ts';
import { insertVersion, lockTemplate, markDecided } from '../store/templates.ts';
import { STATUS_TEMPLATES } from './status-templates.ts';

/** 13,000 pesos a month for some 121,000 messages (R6): 0.107 pesos each. */
export const SMS_PART_MXN_E4 = 1070;

/** What one can stop receiving: news of one's own procedures. */
const USUAL: Topic = {
  slug: USUAL_TOPIC,
  title: 'Avisos de sus trámites',
  keyword: 'tramites',
  mandatory: false,
  legalBasis: '',
};

const STATUS_RULES: readonly RuleRow[] = STATUS_TEMPLATES.flatMap(({ slug: template, content: { event }, outcome }) =>
  (['sms', 'email'] as const).map((channel) => ({ event, outcome, channel, template })),
);

/**
 * What a new installation begins with: the registry's texts as drafts, and the rules that send each of them from the moment
 * a second person approves it. Nothing is sent before. An agency that has a text or a rule already keeps what it has and
 * gets nothing: a rule that somebody took away must not come back with an upgrade. No price: that is in each contract.
 *
 * @returns whether anything was brought.
 */
export async function seedStartingNotices(ctx: Ctx, agencyId: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    if (await hasNotices(tx.db, agencyId)) return false;
    if ((await listTopics(tx.db, agencyId)).length === 0) await putTopic(tx.db, agencyId, USUAL);
    for (const { slug, content } of STATUS_TEMPLATES)
      await insertVersion(tx, agencyId, slug, { version: 1, content, status: 'draft' });
    await replaceRules(tx, agencyId, null, STATUS_RULES);
    await recordAudit(tx, {
      action: 'notifications.edit',
      entityType: 'template',
      entityId: 'starting-texts',
      agencyId,
      detail: { drafts: STATUS_TEMPLATES.length, rules: STATUS_RULES.length },
    });
    return true;
  });
}

/** The same texts in force at once, with an invented price: for the demonstration, whose people are invented too. */
export async function seedStatusNotices(ctx: Ctx, agencyId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await seedStartingNotices(tx, agencyId);
    for (const { slug } of STATUS_TEMPLATES) {
      const versions = await lockTemplate(tx, agencyId, slug);
      if (versions.some(({ status }) => status === 'active')) continue;
      const draft = versions.find(({ status }) => status === 'draft');
      if (draft) await markDecided(tx, draft.id, 'active', '');
    }
    const validFrom = Temporal.PlainDate.from('2026-01-01');
    // The demonstration has two carriers; so may an installation by SMPP_URL alone.
    for (const carrier of ['smpp', 'smpp2'])
      await putPrice(tx, agencyId, { carrier, validFrom, partMxnE4: SMS_PART_MXN_E4 });
  });
}
