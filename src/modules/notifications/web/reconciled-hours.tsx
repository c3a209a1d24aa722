import type { WebCtx } from '#platform/http/routes.ts';
import { formatNumber, formatRelative } from '#platform/i18n/format.ts';
import { findDifference, type HourCounts } from '../domain/reconciliation.ts';
import { operationsTexts } from '../operations-texts.ts';
import type { CheckedHour } from '../store/reconciliations.ts';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';

/** Does everything that carriers took add up? One line for each carrier, with the hours that do not. */
export function ReconciledHours({ ctx, hours }: { ctx: WebCtx; hours: readonly CheckedHour[] }) {
  const t = operationsTexts(ctx.locale);
  const number = (value: number) => formatNumber(value, ctx.locale);
  const last = hours
    .map(({ checkedAt }) => checkedAt)
    .toSorted((one, other) => Temporal.Instant.compare(one, other))
    .at(-1);
  return (
    <section>
      <h2>{t('hours')}</h2>
      <p>{t('hoursLead')}</p>
      {last === undefined ? (
        <p class="soft">{t('noHours')}</p>
      ) : (
        <DataTable
          label={t('hours')}
          look="grid"
          caption={
            <span class="soft">
              {t('lastDay')}. {t('hoursChecked', { when: formatRelative(last, ctx.clock.now(), ctx.locale) })}
            </span>
          }
          columns={[t('carrier'), ...COUNTS.map((key) => numericColumn(t(key)))]}
        >
          {[...sumsOf(hours)].map(([carrier, sum]) => {
            const { submitted, delivered, failed, expired, uncertain, pending, difference } = sum;
            return (
              <tr key={carrier}>
                <th scope="row">{carrier}</th>
                {[submitted, delivered, failed, expired, uncertain, pending].map((value, place) => (
                  <td key={place} class="numeric">
                    {number(value)}
                  </td>
                ))}
                <td class="numeric">
                  <span class={`tag ${difference === 0 ? 'tag-good' : 'tag-bad'}`}>{number(difference)}</span>
                </td>
              </tr>
            );
          })}
        </DataTable>
      )}
    </section>
  );
}

const COUNTS = [
  'submitted',
  'arrived',
  'failedCount',
  'expiredCount',
  'uncertainCount',
  'pendingCount',
  'difference',
] as const;

type Sums = HourCounts & { readonly difference: number };

const NOTHING: Sums = {
  submitted: 0,
  counted: 0,
  delivered: 0,
  failed: 0,
  expired: 0,
  uncertain: 0,
  pending: 0,
  difference: 0,
};

/** By carrier. Differences of hours do not cancel each other out. */
function sumsOf(hours: readonly CheckedHour[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const hour of hours.toSorted((one, other) => one.carrier.localeCompare(other.carrier))) {
    const sum = sums.get(hour.carrier) ?? NOTHING;
    const found = findDifference(hour);
    sums.set(hour.carrier, {
      submitted: sum.submitted + hour.submitted,
      counted: sum.counted + hour.counted,
      delivered: sum.delivered + hour.delivered,
      failed: sum.failed + hour.failed,
      expired: sum.expired + hour.expired,
      uncertain: sum.uncertain + hour.uncertain,
      pending: sum.pending + hour.pending,
      difference: sum.difference + (found ? Math.abs(found.submitted - found.accounted) : 0),
    });
  }
  return sums;
}
