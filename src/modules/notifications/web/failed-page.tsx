import type { WebCtx } from '#platform/http/routes.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import type { Channel } from '#modules/people/index.ts';
import { causeWords } from '../evidence-words.ts';
import { failedTexts } from '../failed-texts.ts';
import type { FailedMessage } from '../queries/failed-messages.ts';
import { NoticeSections } from './notice-sections.tsx';
import { DataTable, hiddenColumn } from '#web/ui/table/data-table.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

export const FAILED_URL = '/personal/avisos/operacion/fallidos';

/** Which of them are listed, as the address says it. */
export interface FailedFilter {
  readonly channel?: Channel;
  readonly reason?: string;
}

/** The way to the list of one cause; of all without. */
export function failedHref({ channel, reason }: FailedFilter, before?: string): string {
  const query = new URLSearchParams({
    ...(channel && { canal: channel }),
    ...(reason !== undefined && { causa: reason }),
    ...(before !== undefined && { antes: before }),
  });
  return query.size === 0 ? FAILED_URL : `${FAILED_URL}?${query}`;
}

export interface FailedView {
  readonly rows: readonly FailedMessage[];
  readonly filter: FailedFilter;
  readonly more: boolean;
  readonly offices: ReadonlyMap<string, string>;
}

/** Failed notices one by one, each with its cause and a way to send it again. */
export function FailedPage({ ctx, view }: { ctx: WebCtx; view: FailedView }) {
  const t = failedTexts(ctx.locale);
  const { rows, filter, more } = view;
  const { channel, reason } = filter;
  const cause = reason === undefined ? undefined : causeWords(reason, ctx.locale) || t('noCause');
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="operations" />
      <p class="lead">{t('lead')}</p>
      {cause !== undefined && channel && (
        <p>
          {t('of', { cause, channel: t(`channel.${channel}`) })} <a href={FAILED_URL}>{t('all')}</a>
        </p>
      )}
      {rows.length === 0 ? <p class="soft">{t('none')}</p> : <FailedTable ctx={ctx} view={view} />}
      {more && (
        <p>
          <a href={failedHref(filter, rows.at(-1)?.id)}>{t('more')}</a>
        </p>
      )}
      <BackLink href="/personal/avisos/operacion">{t('back')}</BackLink>
    </StaffPage>
  );
}

function FailedTable({ ctx, view }: { ctx: WebCtx; view: FailedView }) {
  const t = failedTexts(ctx.locale);
  const mayOperate = canSomewhere(ctx.access, ctx.actor, 'notifications.operate');
  return (
    <DataTable
      label={t('title')}
      columns={[
        t('about'),
        t('office'),
        t('template'),
        t('channel'),
        t('when'),
        t('cause'),
        mayOperate && hiddenColumn(t('redrive')),
      ]}
    >
      {view.rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">
            <About ctx={ctx} row={row} nothing={t('nothing')} />
          </th>
          <td>{(row.unitId && view.offices.get(row.unitId)) || t('noOffice')}</td>
          <td>{row.template}</td>
          <td>{t(`channel.${row.channel}`)}</td>
          <td>{formatDateTime(row.failedAt, ctx.locale, 'short')}</td>
          <td>{causeWords(row.reason, ctx.locale) || t('noCause')}</td>
          {mayOperate && (
            <td>
              {row.sendable ? (
                <ActionButton
                  action={`${FAILED_URL}/${row.id}/reenviar`}
                  fields={hiddenFields(view.filter)}
                  hiddenText={t('redriveOf', {
                    template: row.template,
                    about: row.folio ?? row.reference ?? t('nothing'),
                  })}
                >
                  {t('redrive')}
                </ActionButton>
              ) : (
                <span class="soft small">{t('erased')}</span>
              )}
            </td>
          )}
        </tr>
      ))}
    </DataTable>
  );
}

/** What the notice is about; the way there only for those who may read procedures somewhere. */
function About({ ctx, row, nothing }: { ctx: WebCtx; row: FailedMessage; nothing: string }) {
  if (row.folio === null) return row.reference === null ? nothing : <code class="breakable">{row.reference}</code>;
  if (!canSomewhere(ctx.access, ctx.actor, 'registry.read')) return <span class="mono">{row.folio}</span>;
  return (
    <a href={`/personal/registro/${row.procedureId}`} class="mono">
      {row.folio}
    </a>
  );
}

/** So that whoever sends one again comes back to the same list. */
const hiddenFields = ({ channel, reason }: FailedFilter): Record<string, string> => ({
  ...(channel && { channel }),
  ...(reason !== undefined && { reason }),
});
