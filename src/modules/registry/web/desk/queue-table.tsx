import { formatDate } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { Service } from '#modules/catalogue/index.ts';
import { deskTexts } from '../../desk-texts.ts';
import type { Terms } from '../../queries/terms.ts';
import type { QueueRow } from '../../queries/work-queue.ts';
import { workTexts } from '../../work-texts.ts';
import { DueLight } from '../due-light.tsx';
import { FolioLink } from '../folio-link.tsx';
import { StatusTag } from '../status-tag.tsx';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';

export interface QueueTableProps {
  ctx: WebCtx;
  rows: readonly QueueRow[];
  terms: Terms;
  services: readonly Service[];
  /** By account. */
  analysts: ReadonlyMap<string, string>;
  /** With a box on each row, for what is done with many. */
  choose: boolean;
  /** Ids that come chosen. */
  chosen?: ReadonlySet<string>;
}

/** Procedures as rows; what stands in the list opens with one key. */
export function QueueTable({ ctx, rows, terms, services, analysts, choose, chosen }: QueueTableProps) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const names = new Map(services.map((service) => [service.slug, service.name]));
  return (
    <DataTable
      label={t('queue')}
      columns={[
        choose && hiddenColumn(w('choose')),
        t('folio'),
        t('status'),
        t('due'),
        w('analyst'),
        t('service'),
        t('location'),
        t('enteredOn'),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          {choose && (
            <td>
              <input
                type="checkbox"
                name="id"
                value={row.id}
                checked={chosen?.has(row.id)}
                aria-label={w('chooseRow', { folio: row.folio })}
              />
            </td>
          )}
          <td>
            <FolioLink {...row} />
          </td>
          <td>
            <StatusTag status={row.status} />
            {row.proposal && row.status === 'in_analysis' && <p class="small">{w(`proposed_${row.proposal}`)}</p>}
          </td>
          <td>
            <DueLight terms={terms} procedure={row} />
          </td>
          <td>{row.analystId ? analysts.get(row.analystId) : <span class="soft">{w('nobody')}</span>}</td>
          <td>{names.get(row.service) ?? row.service}</td>
          <td>{row.propertyLocation}</td>
          <td class="nowrap">{formatDate(row.enteredAt, ctx.locale, 'short')}</td>
        </tr>
      ))}
    </DataTable>
  );
}
