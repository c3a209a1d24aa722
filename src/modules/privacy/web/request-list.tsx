import { formatDate } from '#platform/i18n/format.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button } from '#web/ui/button/button.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Icon } from '#web/ui/icon/icon.tsx';
import { RIGHTS } from '../domain/requests.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { requestList } from '../queries/requests.ts';
import type { RightsRequest } from '../store/requests.ts';

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
      <Form action={REQUESTS} method="get" state={filledForm(view.query)} class="filters">
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
        <Button kind="secondary">{t('filter')}</Button>
      </Form>
      {view.requests.length === 0 ? (
        <div class="empty">
          <p>
            {t('none')} {t('noneNext')}
          </p>
        </div>
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
    <div class="table-wrap" tabIndex={0} role="region" aria-label={t('title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('folio')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('receivedOn')}</th>
            <th scope="col">{t('dueOn')}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
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
