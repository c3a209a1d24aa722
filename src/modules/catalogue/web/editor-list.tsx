import type { WebCtx } from '#platform/http/routes.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { editorTexts } from '../editor-texts.ts';
import { asService, CATALOGUE_TOPIC } from '../queries/services.ts';
import type { ServiceRow } from '../store/versions.ts';
import { costWords, timeWords } from './service-page.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

/** Every service of the agency, also what the public does not see. */
export function EditorListPage(props: {
  ctx: WebCtx;
  agencyId: string;
  services: readonly ServiceRow[];
  drafts: ReadonlySet<string>;
}) {
  const { ctx, agencyId, services, drafts } = props;
  const t = editorTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[CATALOGUE_TOPIC]}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <p>
        <LinkButton href="/personal/nuevo-tramite">{t('newService')}</LinkButton>
      </p>
      <LiveRegion id="services">
        {services.length === 0 ? (
          <Empty>{t('noServices')}</Empty>
        ) : (
          <DataTable label={t('title')} columns={[t('service'), t('cost'), t('responseDays'), t('state')]}>
            {services.map((row) => {
              const service = asService({ ...row, agencyId, retired: row.retiredAt !== null }, row.content, ctx.locale);
              return (
                <tr key={row.id}>
                  <td>
                    <a href={`/personal/catalogo/${row.slug}`}>{service.name}</a>
                  </td>
                  <td class="nowrap">{service.costKnown ? costWords(service, ctx.locale) : '—'}</td>
                  <td class="nowrap">{service.responseKnown ? timeWords(service, ctx.locale) : '—'}</td>
                  <td>
                    <StateTag row={row} locale={ctx.locale} />
                    {drafts.has(row.id) && <span class="tag tag-warn">{t('draft')}</span>}
                  </td>
                </tr>
              );
            })}
          </DataTable>
        )}
      </LiveRegion>
    </StaffPage>
  );
}

/** In force, taken off, or never published. */
export function StateTag({ row, locale }: { row: ServiceRow; locale: WebCtx['locale'] }) {
  const t = editorTexts(locale);
  if (row.retiredAt) return <span class="tag">{t('retired')}</span>;
  return row.published ? (
    <span class="tag tag-good">{t('published')}</span>
  ) : (
    <span class="tag">{t('unpublished')}</span>
  );
}
