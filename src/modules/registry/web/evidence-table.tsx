import { formatDateTime } from '#platform/i18n/format.ts';
import {
  eventWords,
  formatCost,
  notificationTexts,
  sizeWords,
  type EvidenceRow,
} from '#modules/notifications/index.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { deskTexts } from '../desk-texts.ts';

/** What was sent about a procedure and what became of it (R5). */
export function EvidenceTable({ rows }: { rows: readonly EvidenceRow[] }) {
  const t = useTexts(deskTexts);
  const n = useTexts(notificationTexts);
  const locale = useLocale();
  if (rows.length === 0) return <p class="soft">{t('noMessages')}</p>;
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={t('evidence')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('channel')}</th>
            <th scope="col">{t('text')}</th>
            <th scope="col">{t('fate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td class="small">{formatDateTime(row.createdAt, locale)}</td>
              <td>{n(`channel.${row.channel}`)}</td>
              <td class="small">
                {row.text || <span class="soft">{t('erasedText')}</span>}
                {sizeWords(row, locale) && <p class="soft">{sizeWords(row, locale)}</p>}
              </td>
              <td>
                <strong>{n(`fate.${row.status}`)}</strong>
                {row.costMxnE4 > 0 && (
                  <span class="soft"> · {n('cost', { cost: formatCost(row.costMxnE4, locale) })}</span>
                )}
                {row.events.map((event, index) => (
                  <p key={index} class="small soft">
                    {formatDateTime(event.at, locale)}: {eventWords(event, locale)}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
