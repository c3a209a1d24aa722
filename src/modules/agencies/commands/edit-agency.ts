import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeAgency } from '../access.ts';
import { forgetAgencies, type AgencyFacts } from '../queries/agencies.ts';
import { forgetOffices, OFFICES_TOPIC } from '../queries/offices.ts';
import { updateAgency } from '../store/agencies.ts';

/**
 * Writes how an agency is called and reached. Citizens read it at once: on the pages, and beside the address of mails that
 * leave from now on.
 */
export async function editAgency(ctx: Ctx, input: AgencyFacts & { readonly agencyId: string }): Promise<void> {
  const { agencyId, ...facts } = input;
  await authorizeAgency(ctx, 'agencies.manage', agencyId);
  await transact(ctx, async (tx) => {
    await updateAgency(tx.db, agencyId, facts);
    await recordAudit(tx, { action: 'agencies.edit_agency', entityType: 'agency', entityId: agencyId, agencyId });
    await tx.live.publish(tx.db, [OFFICES_TOPIC]);
    tx.db.afterCommit(() => {
      forgetAgencies(ctx.db);
      forgetOffices(ctx.db);
    });
  });
}
