import { transact, type Ctx } from '#platform/context.ts';
import { putPrice } from '../store/costs.ts';
import { USUAL_TOPIC } from '../store/suppressions.ts';
import { putTopic, type Topic } from '../store/topics.ts';
import { replaceRules } from '../store/rules.ts';
import { insertVersion } from '../store/templates.ts';
import { STATUS_TEMPLATES } from './status-templates.ts';

/** 13,000 pesos a month for some 121,000 messages (R6): 0.107 pesos each. */
const SMS_PART_MXN_E4 = 1070;

/** What one can stop receiving: news of one's own procedures. */
const USUAL: Topic = {
  slug: USUAL_TOPIC,
  title: 'Avisos de sus trámites',
  keyword: 'tramites',
  mandatory: false,
  legalBasis: '',
};

/** Rules and texts of the registry's status notices for one agency. */
export async function seedStatusNotices(ctx: Ctx, agencyId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const validFrom = Temporal.PlainDate.from('2026-01-01');
    // The demonstration has two carriers; so may an installation by SMPP_URL alone.
    for (const carrier of ['smpp', 'smpp2'])
      await putPrice(tx, agencyId, { carrier, validFrom, partMxnE4: SMS_PART_MXN_E4 });
    await putTopic(tx.db, agencyId, USUAL);
    for (const { slug, content } of STATUS_TEMPLATES)
      await insertVersion(tx, agencyId, slug, { version: 1, content, status: 'active' });
    const rules = STATUS_TEMPLATES.flatMap(({ slug: template, content: { event }, outcome }) =>
      (['sms', 'email'] as const).map((channel) => ({ event, outcome, channel, template })),
    );
    await replaceRules(tx, agencyId, null, rules);
  });
}
