import { formatDate } from '#platform/i18n/format.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Icon } from '#web/ui/icon/icon.tsx';
import { RIGHTS } from '../domain/requests.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { requestList } from '../queries/requests.ts';
import type { RightsRequest } from '../store/requests.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

export const REQUESTS = '/personal/derechos';

interface ListView {
  readonly requests: readonly RightsRequest[];
  readonly query: Readonly<Record<string, string>>;
}

function ListPage({ ctx, view }: { ctx: WebCtx; view: ListView }) {
  const t = privacyPageTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <FilterForm action={REQUESTS} state={filledForm(view.query)} submit={t('filter')}>
        <SelectField
          name="ver"
          label={t('show')}
          prompt="none"
          width="m"
          choices={[
            { value: 'abiertas', label: t('open') },
            { value: 'concluidas', label: t('closed') },
          ]}
        />
        <SelectField
          name="derecho"
          label={t('kind')}
          prompt={t('all')}
          width="m"
          choices={RIGHTS.map((right) => ({ value: right, label: t(right) }))}
        />
      </FilterForm>
      {view.requests.length === 0 ? (
        <Empty>
          {t('none')} {t('noneNext')}
        </Empty>
      ) : (
        <RequestTable ctx={ctx} requests={view.requests} />
      )}
      {canSomewhere(ctx.access, ctx.actor, 'privacy.answer') && (
        <p>
          <a href={`${REQUESTS}/conservacion`}>{t('retention')}</a>
        </p>
      )}
    </StaffPage>
  );
}

function RequestTable({ ctx, requests }: { ctx: WebCtx; requests: readonly RightsRequest[] }) {
  const t = privacyPageTexts(ctx.locale);
  return (
    <DataTable label={t('title')} columns={[t('folio'), t('kind'), t('status'), t('receivedOn'), t('dueOn')]}>
      {requests.map((request) => (
        <tr key={request.id}>
          <td>
            <a class="mono" href={`${REQUESTS}/${request.id}`}>
              {request.folio}
            </a>
          </td>
          <td>{t(request.kind)}</td>
          <td>{t(request.status)}</td>
          <td>{formatDate(request.receivedAt, ctx.locale, 'short')}</td>
          <td>
            <Term ctx={ctx} request={request} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** The day that counts now: to answer, or to do what was granted; with a word when it is past. */
export function Term({ ctx, request }: { ctx: WebCtx; request: RightsRequest }) {
  const t = privacyPageTexts(ctx.locale);
  const day = request.status === 'granted' && request.effectiveBy ? request.effectiveBy : request.dueOn;
  const late = !request.closedAt && Temporal.PlainDate.compare(day, ctx.clock.today()) < 0;
  return (
    <>
      {formatDate(day, ctx.locale, 'short')}{' '}
      {late && (
        <span class="tag tag-bad">
          <Icon name="alert" /> {t('overdue')}
        </span>
      )}
    </>
  );
}

async function list(ctx: WebCtx): Promise<RouteResult> {
  if (ctx.actor.kind !== 'staff') return redirect('/personal');
  const { query } = ctx.request;
  const kind = RIGHTS.find((right) => right === query.derecho);
  const requests = await requestList(ctx, ctx.actor.agencyId, { open: query.ver !== 'concluidas', kind });
  return page(<ListPage ctx={ctx} view={{ requests, query }} />);
}

export const requestListRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: REQUESTS,
    access: { kind: 'staff', action: 'privacy.read' },
    title: (locale) => privacyPageTexts(locale)('title'),
    handle: list,
  },
];
