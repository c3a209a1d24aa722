import { formatNumber } from '#platform/i18n/format.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { officesInReach, type Office } from '#modules/agencies/index.ts';
import { listServices, type Service } from '#modules/catalogue/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { Button, ButtonRow } from '#web/ui/button/button.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { deskTexts } from '../../desk-texts.ts';
import { analystsWithin, type Analyst } from '../../queries/work-log.ts';
import { readTerms, type Terms } from '../../queries/terms.ts';
import { COUNT_CAP, countQueue, workQueue, type Page, type QueueRow } from '../../queries/work-queue.ts';
import type { SavedView } from '../../store/saved-views.ts';
import { workTexts } from '../../work-texts.ts';
import { QueueFilters } from './queue-filters.tsx';
import { queueQuery, queueUrl, readQueueFilter } from './queue-query.ts';
import { QueueTable } from './queue-table.tsx';
import { ownViews, SavedViews } from './saved-views.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { Downloads } from '#web/ui/downloads/downloads.tsx';

/** What still owes a decision, due first: what the queue shows to somebody who asked for nothing else. */
const DEFAULT_QUERY = { etapa: 'abiertos', orden: 'vence' };

interface QueueView {
  readonly rows: Page<QueueRow>;
  readonly count: number;
  readonly terms: Terms;
  readonly services: readonly Service[];
  readonly offices: readonly Office[];
  readonly analysts: readonly Analyst[];
  /** Whom the filters ask for, if they analyse here no more. */
  readonly gone: readonly Analyst[];
  readonly names: ReadonlyMap<string, string>;
  readonly views: readonly SavedView[];
  readonly query: Readonly<Record<string, string>>;
  /** Not on the first page. */
  readonly paged: boolean;
}

function QueuePage({ ctx, view }: { ctx: WebCtx; view: QueueView }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const may = (action: string) => canSomewhere(ctx.access, ctx.actor, action);
  const choose = may('registry.assign') || may('registry.sign');
  const table = (
    <LiveRegion id="queue">
      <p role="status">
        <strong>
          {view.count > COUNT_CAP
            ? w('foundMany', { count: formatNumber(COUNT_CAP, ctx.locale) })
            : w('found', { count: view.count })}
        </strong>
      </p>
      {view.rows.rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <QueueTable
          ctx={ctx}
          rows={view.rows.rows}
          terms={view.terms}
          services={view.services}
          analysts={view.names}
          choose={choose}
        />
      )}
    </LiveRegion>
  );
  return (
    <StaffPage context={ctx.page} title={t('queue')} live={['registry']} islands={['shortcuts']}>
      <h1>{t('queue')}</h1>
      {may('registry.analyse') && (
        <ButtonRow>
          <ActionButton action="/personal/registro/siguiente" kind="primary" shortcut="t">
            {w('takeNext')}
          </ActionButton>
        </ButtonRow>
      )}
      <SavedViews views={view.views} query={view.query} />
      <QueueFilters
        query={view.query}
        services={view.services}
        offices={view.offices}
        analysts={[...view.analysts, ...view.gone]}
      />
      {choose ? (
        <Form action="/personal/registro/lote" class="form-wide">
          {table}
          <Hidden name="volver" value={queueUrl(view.query)} />
          {view.rows.rows.length > 0 && <BatchActions ctx={ctx} analysts={view.analysts} />}
        </Form>
      ) : (
        table
      )}
      <p class="pages">
        {view.paged && <a href={queueUrl(view.query)}>{t('first')}</a>}
        {view.rows.next && <a href={queueUrl(view.query, { despues: view.rows.next })}>{t('next')}</a>}
      </p>
      <Downloads excel={queueUrl(view.query, {}, '.xlsx')} csv={queueUrl(view.query, {}, '.csv')} />
    </StaffPage>
  );
}

/** What can be done with the chosen rows. */
function BatchActions({ ctx, analysts }: { ctx: WebCtx; analysts: readonly Analyst[] }) {
  const w = workTexts(ctx.locale);
  const may = (action: string) => canSomewhere(ctx.access, ctx.actor, action);
  return (
    <div class="filters">
      {may('registry.sign') && (
        <Button name="accion" value="firmar">
          {w('signChosen')}
        </Button>
      )}
      {may('registry.assign') && (
        <>
          <SelectField
            name="analista"
            label={w('assignTo')}
            choices={analysts.map(({ staffId, name }) => ({ value: staffId, label: name }))}
            width="l"
          />
          <Button kind="secondary" name="accion" value="asignar">
            {w('assign')}
          </Button>
        </>
      )}
    </div>
  );
}

async function showQueue(ctx: WebCtx): Promise<RouteResult> {
  const { despues } = ctx.request.query;
  const asked = queueQuery(ctx.request.query);
  const views = await ownViews(ctx);
  const nothingAsked = Object.keys(ctx.request.query).every((key) => key === 'lang');
  const own = nothingAsked && views.find(({ isDefault }) => isDefault);
  if (own) return redirect(`/personal/registro?${own.query}`);
  const query = nothingAsked ? DEFAULT_QUERY : asked;
  const filter = await readQueueFilter(ctx, query);
  const offices = await officesInReach(ctx, 'registry.read');
  const [rows, count, terms, services, analysts] = await Promise.all([
    workQueue(ctx, { ...filter, ...(despues ? { after: despues } : {}) }),
    countQueue(ctx, filter),
    readTerms(ctx),
    listServices(ctx.db, ctx.locale, 'registry'),
    analystsWithin(
      ctx,
      offices.map(({ unitId }) => unitId),
    ),
  ]);
  // Who is asked for by a saved view may be gone; what is not among the choices would be shown as "all".
  const wanted = isId(asked.encargado) ? [asked.encargado] : [];
  const ids = [...new Set([...wanted, ...rows.rows.flatMap(({ analystId }) => analystId ?? [])])];
  const names = new Map((await listStaffNames(ctx.db, ids)).map(({ id, name }) => [id, name]));
  const gone = wanted
    .filter((id) => names.has(id) && !analysts.some(({ staffId }) => staffId === id))
    .map((staffId) => ({ staffId, name: names.get(staffId) ?? '' }));
  const paged = despues !== undefined;
  const view = { rows, count, terms, services, offices, analysts, gone, names, views, query, paged };
  return page(<QueuePage ctx={ctx} view={view} />);
}

export const queueRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/registro',
    access: { kind: 'staff', action: 'registry.read' },
    title: (locale) => deskTexts(locale)('queue'),
    handle: showQueue,
  },
];
