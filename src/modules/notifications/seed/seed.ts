import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { insertRule, insertTemplate } from '../store/rules.ts';
import { STATUS_TEMPLATES } from './status-templates.ts';

/** Rules and texts of the registry's status notices for one agency. */
export async function seedStatusNotices(ctx: Ctx, agencyId: string): Promise<void> {
  for (const seed of STATUS_TEMPLATES) {
    const { slug, channel, subject, body, event, outcome } = seed;
    await insertTemplate(ctx.db, { id: newId(), agency_id: agencyId, slug, channel, version: 1, subject, body });
    await insertRule(ctx.db, { id: newId(), agency_id: agencyId, event, outcome, channel, template_slug: slug });
  }
}
