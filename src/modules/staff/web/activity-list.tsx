import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { activityTexts } from '../activity-texts.ts';
import type { Activity } from '../queries/activity.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';

/** What happened to an account last, so that its holder notices what they did not do. */
export function ActivityList({ ctx, activity, own }: { ctx: WebCtx; activity: readonly Activity[]; own: boolean }) {
  const t = activityTexts(ctx.locale);
  if (activity.length === 0) return null;
  return (
    <section aria-labelledby="actividad">
      <h2 id="actividad">{t('title')}</h2>
      {own && <p class="soft">{t('lead')}</p>}
      <DataTable labelledBy="actividad" columns={[t('when'), t('what')]}>
        {activity.map(({ id, at, action, by }) => (
          <tr key={id}>
            <td>{formatDateTime(at, ctx.locale, 'short')}</td>
            <td>
              {t.has(action) ? t(action) : action}
              {by && <p class="small soft">{t('by', { name: by })}</p>}
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
