import { idOf } from '#platform/http/id-of.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import { can, canSomewhere } from '#platform/permissions/permissions.ts';
import { findService, type Service } from '#modules/catalogue/index.ts';
import { evidenceOf, type EvidenceRow } from '#modules/notifications/index.ts';
import {
  contactTroubles,
  contactTroubleTexts,
  contactTroubleWords,
  loadPerson,
  type ContactTrouble,
  type Person,
} from '#modules/people/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { Icon } from '#web/ui/icon/icon.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';
import { deskTexts } from '../../desk-texts.ts';
import { evidenceTexts } from '../../evidence-texts.ts';
import { isTermOver, lastDayToCorrect } from '../../domain/light.ts';
import { getProcedure, openProcedure, type Procedure } from '../../queries/procedure.ts';
import { analystsWithin, workLogOf, type Analyst, type WorkEntry } from '../../queries/work-log.ts';
import { readTerms, type Terms } from '../../queries/terms.ts';
import { findDelivery, type Delivery } from '../../store/deliveries.ts';
import { isFree } from '../../work.ts';
import { workTexts } from '../../work-texts.ts';
import { DueLight } from '../due-light.tsx';
import { EvidenceTable } from '../evidence-table.tsx';
import { StatusTag } from '../status-tag.tsx';
import { contactsOf } from '../contacts.ts';
import { ClosingCards } from './closing-cards.tsx';
import { accountOf, History } from './history.tsx';
import { WorkCards } from './work-cards.tsx';

interface DetailView {
  readonly procedure: Procedure;
  readonly terms: Terms;
  readonly service: Service | undefined;
  readonly person: Person | undefined;
  readonly evidence: readonly EvidenceRow[];
  readonly work: readonly WorkEntry[];
  readonly troubles: readonly ContactTrouble[];
  readonly names: ReadonlyMap<string, string>;
  readonly analysts: readonly Analyst[];
  /** Nobody who is there works on it. */
  readonly free: boolean;
  readonly delivery: Delivery | undefined;
  readonly form: FormState;
  readonly refused: string | undefined;
}

function DetailPage({ ctx, view }: { ctx: WebCtx; view: DetailView }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const e = evidenceTexts(ctx.locale);
  const { procedure, service, form, refused } = view;
  const { today, calendar } = view.terms;
  const over = isTermOver(procedure, today, calendar);
  const last = lastDayToCorrect(procedure, calendar);
  const correctBy = last ? formatDate(last, ctx.locale) : '';
  // Also when a form came back with mistakes: where that was sent to, nothing can be read.
  const context = { ...ctx.page, path: `/personal/registro/${procedure.id}` };
  return (
    <StaffPage context={context} title={procedure.folio} live={[`procedure:${procedure.id}`]}>
      <ErrorSummary form={form} />
      <p class="soft">{service?.name ?? procedure.service}</p>
      <h1 class="folio">{procedure.folio}</h1>
      <LiveRegion id="state" spoken>
        <p>
          <StatusTag status={procedure.status} />{' '}
          {!over && correctBy && <span>{t('correctBy', { date: correctBy })}</span>}
        </p>
        {over && (
          <Notice kind="warning">
            <p>{w('termOverSince', { date: correctBy })}</p>
          </Notice>
        )}
      </LiveRegion>
      <div class="columns">
        <section>
          <LiveRegion id="work">
            <div class="work-stack">
              <WorkCards
                ctx={ctx}
                procedure={procedure}
                service={service}
                analysts={view.analysts}
                free={view.free}
                form={form}
                refused={refused}
              />
              <ClosingCards
                ctx={ctx}
                procedure={procedure}
                applicant={nameOf(view.person)}
                over={over}
                form={form}
                refused={refused}
              />
            </div>
          </LiveRegion>
          <h2>{t('evidence')}</h2>
          <LiveRegion id="evidence" {...(isOnItsWay(ctx, view.evidence) ? { again: LOOK_AGAIN_SECONDS } : {})}>
            <EvidenceTable rows={view.evidence} technical={canSomewhere(ctx.access, ctx.actor, 'notifications.read')} />
          </LiveRegion>
          {view.evidence.length > 0 && (
            <p class="small no-print">
              {e('download')} <a href={`/personal/registro/${procedure.id}/evidencia.pdf`}>{e('pdf')}</a> ·{' '}
              <a href={`/personal/registro/${procedure.id}/evidencia.json`}>{e('json')}</a>
            </p>
          )}
        </section>
        <aside aria-label={t('facts')}>
          <LiveRegion id="facts">
            <ProcedureFacts ctx={ctx} view={view} />
          </LiveRegion>
          <p class="no-print">
            <a href={`/personal/registro/${procedure.id}/comprobante`}>{t('receipt')}</a>
          </p>
          <h2>{t('history')}</h2>
          <LiveRegion id="history">
            <History steps={procedure.steps} work={view.work} names={view.names} />
          </LiveRegion>
        </aside>
      </div>
    </StaffPage>
  );
}

/** How often a page looks for the fate of messages that just left. */
const LOOK_AGAIN_SECONDS = 3;
/** After this a message without a fate will not get one while somebody watches. */
const WATCHED_MINUTES = 5;

function isOnItsWay(ctx: WebCtx, rows: readonly EvidenceRow[]): boolean {
  const since = ctx.clock.now().subtract({ minutes: WATCHED_MINUTES });
  return rows.some(({ status, channel, createdAt }) => {
    // Of a mail nothing more comes once the other server took it.
    const open = status === 'queued' || status === 'sending' || (status === 'submitted' && channel === 'sms');
    return open && Temporal.Instant.compare(createdAt, since) > 0;
  });
}

function ProcedureFacts({ ctx, view }: { ctx: WebCtx; view: DetailView }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const { procedure, person, delivery } = view;
  const facts = [
    [t('applicant'), nameOf(person)],
    [t('channels'), contactsOf(person).join(', ')],
    [
      contactTroubleTexts(ctx.locale)('title'),
      view.troubles.length > 0 && <Troubles key="troubles" ctx={ctx} troubles={view.troubles} />,
    ],
    [t('location'), procedure.propertyLocation],
    [t('propertyFolio'), procedure.propertyFolio && <span class="mono">{procedure.propertyFolio}</span>],
    [t('due'), <DueLight key="due" terms={view.terms} procedure={procedure} />],
    [w('analyst'), worksOn(w, view)],
    [t('documents'), procedure.documents.join('; ')],
    [t('deliveredTo'), delivery ? whoCollected(t, delivery) : false],
  ] as const;
  return <SummaryList rows={facts} />;
}

/** Somebody who lost the post is still named: whoever goes on may want to ask them. */
function worksOn(w: ReturnType<typeof workTexts>, { procedure, names, free }: DetailView): string {
  const name = names.get(procedure.analystId ?? '');
  if (name === undefined) return w('nobody');
  const open = procedure.status === 'entered' || procedure.status === 'in_analysis';
  return free && open ? w('analystGone', { name }) : name;
}

const nameOf = (person: Person | undefined) => person && `${person.names} ${person.surnames}`;

function Troubles({ ctx, troubles }: { ctx: WebCtx; troubles: readonly ContactTrouble[] }) {
  return (
    <ul>
      {troubles.map((trouble) => (
        <li key={`${trouble.address} ${trouble.trouble}`}>
          <Icon name="alert" /> {contactTroubleWords(trouble, ctx.locale)}
        </li>
      ))}
    </ul>
  );
}

function whoCollected(t: ReturnType<typeof deskTexts>, { identity, proxy }: Delivery): string {
  return proxy ? t('deliveredProxy', { name: proxy }) : t('deliveredSelf', { document: t(identity) });
}

/** The procedure with all that can be done; with a refused form its mistakes stand beside their fields. */
export async function showDetail(ctx: WebCtx, form: FormState = EMPTY_FORM, refused?: string): Promise<RouteResult> {
  const byItself = ctx.request.headers['x-self-refresh'] !== undefined;
  const procedure = await (byItself ? getProcedure : openProcedure)(ctx, idOf(ctx));
  const mayAssign = can(ctx.access, ctx.actor, 'registry.assign', procedure.unitId);
  const [terms, service, person, evidence, work, troubles, analysts, free, delivery] = await Promise.all([
    readTerms(ctx),
    findService(ctx.db, ctx.locale, procedure.service),
    loadPerson(ctx, procedure.personId),
    evidenceOf(ctx, { type: 'procedure', id: procedure.id, unitId: procedure.unitId }),
    workLogOf(ctx, procedure),
    contactTroubles(ctx, procedure.personId),
    mayAssign ? analystsWithin(ctx, [procedure.unitId]) : [],
    isFree(ctx, procedure),
    findDelivery(ctx, procedure.id),
  ]);
  const accounts = [
    procedure.analystId,
    ...procedure.steps.map(({ actor }) => accountOf(actor)),
    ...work.flatMap(({ actor, staffId }) => [accountOf(actor), staffId]),
  ];
  const ids = [...new Set(accounts.filter((id) => isId(id)))];
  const names = new Map((await listStaffNames(ctx.db, ids)).map(({ id, name }) => [id, name]));
  const view = {
    procedure,
    terms,
    service,
    person,
    evidence,
    work,
    troubles,
    names,
    analysts,
    free,
    delivery,
    form,
    refused,
  };
  return page(<DetailPage ctx={ctx} view={view} />, form === EMPTY_FORM ? 200 : 422);
}

export const detailRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/registro/:id',
    access: { kind: 'staff', action: 'registry.read' },
    title: (locale) => deskTexts(locale)('detail'),
    handle: (ctx) => showDetail(ctx),
  },
];
