import { useLocale, useTexts } from '#web/page.tsx';
import type { Series } from '#web/ui/chart/line-chart.tsx';
import type { Period } from '../domain/period.ts';
import { reportTexts } from '../report-texts.ts';
import { address, periodWords, PLACE, type Asked } from './asked.ts';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';

export interface TrendTableProps {
  readonly asked: Asked;
  readonly trend: readonly Period[];
  readonly series: readonly Series[];
  /** How the values of a series are written. */
  readonly format: (at: number) => (value: number) => string;
}

/** The numbers of a chart, the newest first; each row opens its period. */
export function TrendTable({ asked, trend, series, format }: TrendTableProps) {
  const locale = useLocale();
  const t = useTexts(reportTexts);
  return (
    <details>
      <summary>{t('numbers')}</summary>
      <p>{t('trend.lead')}</p>
      <DataTable
        label={t('numbers')}
        look="grid"
        columns={[t('period'), ...series.map(({ name }) => numericColumn(name))]}
      >
        {trend
          .map((period, at) => (
            <tr key={period.first.toString()}>
              <th scope="row">
                <a href={address(PLACE, { ...asked, period })}>{periodWords(period, locale)}</a>
              </th>
              {series.map(({ name, values }, which) => (
                <td key={name} class="numeric">
                  {format(which)(values[at] ?? 0)}
                </td>
              ))}
            </tr>
          ))
          .toReversed()}
      </DataTable>
    </details>
  );
}
