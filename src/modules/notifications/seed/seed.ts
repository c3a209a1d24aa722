import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { putPrice } from '../store/costs.ts';
import { insertRule, insertTemplate } from '../store/rules.ts';
import { STATUS_TEMPLATES } from './status-templates.ts';

/** 13,000 pesos a month for some 121,000 messages (R6): 0.107 pesos each. */
const SMS_PART_MXN_E4 = 1070;

/** Rules and texts of the registry's status notices for one agency. */
export async function seedStatusNotices(ctx: Ctx, agencyId: string): Promise<void> {
  const validFrom = Temporal.PlainDate.from('2026-01-01');
  await putPrice(ctx, agencyId, { carrier: 'smpp', validFrom, partMxnE4: SMS_PART_MXN_E4 });
  for (const seed of STATUS_TEMPLATES) {
    const { slug, channel, subject, body, event, outcome } = seed;
    await insertTemplate(ctx.db, { id: newId(), agency_id: agencyId, slug, channel, version: 1, subject, body });
    await insertRule(ctx.db, { id: newId(), agency_id: agencyId, event, outcome, channel, template_slug: slug });
  }
}
