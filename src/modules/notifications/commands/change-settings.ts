import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizeNotices } from '../access.ts';
import { reopenMonth } from '../store/budget.ts';
import { putSettings, type SendingSettings } from '../store/settings.ts';

/** Sets when an agency's SMS may ring and what it may spend in a month. Holds for messages that wait already. */
export async function changeSettings(ctx: Ctx, input: SendingSettings & { readonly agencyId: string }): Promise<void> {
  const { agencyId, ...settings } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    await putSettings(tx, agencyId, settings);
    await reopenMonth(tx, agencyId);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'notice_settings',
      entityId: agencyId,
      agencyId,
      detail: {
        international: settings.international,
        staleMonths: settings.reverification.staleMonths ?? 'never',
        unreachableDays: settings.reverification.unreachableDays,
        whileDoubtful: settings.whileDoubtful,
        cap: settings.monthlyCapMxnE4 ?? 'none',
        quiet: settings.quiet ? `${settings.quiet.from.toString()}-${settings.quiet.until.toString()}` : 'none',
      },
    });
  });
}
