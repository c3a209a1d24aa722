import { Refusal } from '#platform/errors.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { findService } from '#modules/catalogue/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { Button, LinkButton } from '#web/ui/button/button.tsx';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { assignProcedure } from '../../commands/assign-procedure.ts';
import { confirmProposals } from '../../commands/confirm-proposal.ts';
import { proposalMark } from '../../proposal-mark.ts';
import { registryRefusals } from '../../errors.ts';
import { deskTexts } from '../../desk-texts.ts';
import { getProcedure, type Procedure } from '../../queries/procedure.ts';
import { workTexts } from '../../work-texts.ts';
import { FolioLink } from '../folio-link.tsx';
import { StatusTag } from '../status-tag.tsx';
import { withStepUp } from './step-up.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

/** As many as fit a page of the queue twice: a list that a person can still review before signing it. */
const MOST = 50;
const SIGN_PAGE = '/personal/registro/firma';

interface Row {
  readonly procedure: Procedure;
  readonly service: string;
  readonly analyst: string;
  /** Why it was not signed; only on the page of results. */
  readonly why?: string | undefined;
}

function RowsTable({ ctx, rows, result }: { ctx: WebCtx; rows: readonly Row[]; result: boolean }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  return (
    <DataTable
      label={w('batch')}
      columns={[
        t('folio'),
        t('service'),
        t('location'),
        w('analyst'),
        result ? t('status') : w('proposal'),
        result && w('why'),
      ]}
    >
      {rows.map(({ procedure, service, analyst, why }) => (
        <tr key={procedure.id}>
          <td>
            <FolioLink {...procedure} />
          </td>
          <td>{service}</td>
          <td>{procedure.propertyLocation}</td>
          <td>{analyst}</td>
          <td>
            {result || !procedure.proposal ? (
              <StatusTag status={procedure.status} />
            ) : (
              <>
                <strong>{w(`proposed_${procedure.proposal}`)}</strong>
                {procedure.proposalReasons.map((reason) => (
                  <p key={reason} class="small">
                    {reason}
                  </p>
                ))}
              </>
            )}
          </td>
          {result && <td>{why ? `${w('notSigned')}: ${why}` : w('signedOk')}</td>}
        </tr>
      ))}
    </DataTable>
  );
}

function SummaryPage({ ctx, rows }: { ctx: WebCtx; rows: readonly Row[] }) {
  const t = workTexts(ctx.locale);
  const ready = rows.filter(({ procedure }) => isReady(procedure));
  const others = rows.filter(({ procedure }) => !isReady(procedure));
  return (
    <StaffPage context={ctx.page} title={t('batch')}>
      <h1>{t('batch')}</h1>
      {ready.length > 0 ? (
        <>
          <p class="lead">{t('batchLead')}</p>
          <RowsTable ctx={ctx} rows={ready} result={false} />
          <Form action={SIGN_PAGE}>
            <Hidden name="t" value={ready.map(({ procedure }) => procedure.id).join('.')} />
            {ready.map(({ procedure }) => (
              <Hidden key={procedure.id} name={seenField(procedure.id)} value={proposalMark(procedure)} />
            ))}
            <Button>{t('batchSign', { count: ready.length })}</Button>
          </Form>
        </>
      ) : (
        <Empty>{t('batchNone')}</Empty>
      )}
      {others.length > 0 && (
        <>
          <h2>{t('batchSkipped')}</h2>
          <p>{t('batchSkippedWhy')}</p>
          <RowsTable ctx={ctx} rows={others} result={false} />
        </>
      )}
      <BackLink href="/personal/registro">{t('backToQueue')}</BackLink>
    </StaffPage>
  );
}

function ResultPage({ ctx, rows }: { ctx: WebCtx; rows: readonly Row[] }) {
  const t = workTexts(ctx.locale);
  const failed = rows.filter(({ why }) => why !== undefined).length;
  return (
    <StaffPage context={ctx.page} title={t('batchResult')}>
      <h1>{t('batchResult')}</h1>
      <p class="lead" role="status">
        {t('batchDone', { signed: rows.length - failed, failed })}
      </p>
      <RowsTable ctx={ctx} rows={rows} result />
      <LinkButton href="/personal/registro?etapa=propuestos&orden=vence">{t('backToQueue')}</LinkButton>
    </StaffPage>
  );
}

/** Of the proposal that was on the screen. */
const seenField = (id: string) => `visto-${id}`;

function isReady({ status, proposal }: Procedure): boolean {
  return status === 'in_analysis' && proposal !== null;
}

/** Ids joined by dots, as they stand in the address. */
function idsOf(text: string | string[] | undefined): string[] {
  return [...new Set([text ?? ''].flat().flatMap((one) => one.split('.')))].filter((id) => isId(id)).slice(0, MOST);
}

async function loadRows(ctx: WebCtx, ids: readonly string[]): Promise<Row[]> {
  const procedures = await Promise.all(ids.map((id) => getProcedure(ctx, id)));
  const accounts = procedures.flatMap(({ analystId }) => analystId ?? []);
  const names = new Map((await listStaffNames(ctx.db, accounts)).map(({ id, name }) => [id, name]));
  return Promise.all(
    procedures.map(async (procedure) => ({
      procedure,
      service: (await findService(ctx.db, ctx.locale, procedure.service))?.name ?? procedure.service,
      analyst: names.get(procedure.analystId ?? '') ?? '',
    })),
  );
}

/** The chosen rows of the queue: to be assigned at once, or to the summary before signing. */
async function chosen(ctx: WebCtx): Promise<RouteResult> {
  const w = workTexts(ctx.locale);
  const { form } = ctx.request;
  const ids = idsOf(form.id);
  const back = String(form.volver ?? '').startsWith('/personal/registro') ? String(form.volver) : '/personal/registro';
  if (ids.length === 0) return redirect(back, { kind: 'warning', text: w('chooseSome') });
  if (form.accion === 'firmar') return redirect(`${SIGN_PAGE}?t=${ids.join('.')}`);
  const staffId = String(form.analista ?? '');
  if (!isId(staffId)) return redirect(back, { kind: 'warning', text: w('chooseAnalyst') });
  return assignMany(ctx, ids, staffId, back);
}

async function assignMany(ctx: WebCtx, ids: readonly string[], staffId: string, back: string): Promise<RouteResult> {
  const w = workTexts(ctx.locale);
  const failures: string[] = [];
  for (const procedureId of ids) {
    try {
      await assignProcedure(ctx, { procedureId, staffId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push(error.kind.message(ctx.locale, error.data));
    }
  }
  const [name] = await listStaffNames(ctx.db, [staffId]);
  const count = ids.length - failures.length;
  const said = [
    ...(count > 0 ? [w('doneAssigned', { count, name: name?.name ?? '' })] : []),
    ...(failures.length > 0 ? [w('notAssigned', { count: failures.length, why: failures[0] ?? '' })] : []),
  ];
  return redirect(back, { kind: failures.length > 0 ? 'warning' : 'success', text: said.join(' ') });
}

async function showSummary(ctx: WebCtx): Promise<RouteResult> {
  const ids = idsOf(ctx.request.query.t);
  if (ids.length === 0) return redirect('/personal/registro?etapa=propuestos&orden=vence');
  return page(<SummaryPage ctx={ctx} rows={await loadRows(ctx, ids)} />);
}

async function signAll(ctx: WebCtx): Promise<RouteResult> {
  const ids = idsOf(ctx.request.form.t);
  return withStepUp(`${SIGN_PAGE}?t=${ids.join('.')}`, async () => {
    const seen = (id: string) => String(ctx.request.form[seenField(id)] ?? '');
    const results = await confirmProposals(
      ctx,
      ids.map((procedureId) => ({ procedureId, seen: seen(procedureId) })),
    );
    const failed = results.flatMap((one) => (one.ok ? [] : [`${one.procedureId}-${codeOf(one.refusal)}`]));
    const parameters = new URLSearchParams({
      t: ids.join('.'),
      ...(failed.length > 0 ? { no: failed.join('.') } : {}),
    });
    return redirect(`${SIGN_PAGE}/resultado?${parameters}`);
  });
}

/** The last word of a refusal's code: the address says which one, the page says it in words. */
function codeOf(refusal: Refusal): string {
  return refusal.kind.code.slice(refusal.kind.code.indexOf('.') + 1);
}

async function showResult(ctx: WebCtx): Promise<RouteResult> {
  const failures = new Map(
    (ctx.request.query.no ?? '').split('.').map((one) => [one.slice(0, 36), one.slice(37)] as const),
  );
  const rows = await loadRows(ctx, idsOf(ctx.request.query.t));
  const kinds = new Map(Object.entries(registryRefusals));
  const told = rows.map((row) => {
    const code = failures.get(row.procedure.id);
    const kind = kinds.get(code ?? '') ?? (code === undefined ? undefined : registryRefusals.wrongStatus);
    return { ...row, why: kind?.message(ctx.locale, { folio: row.procedure.folio }) };
  });
  return page(<ResultPage ctx={ctx} rows={told} />);
}

const read = { kind: 'staff', action: 'registry.read' } as const;
const sign = { kind: 'staff', action: 'registry.sign' } as const;
const title: NonNullable<Route['title']> = (locale) => workTexts(locale)('batch');

export const batchRoutes: readonly Route[] = [
  { method: 'POST', url: '/personal/registro/lote', access: read, csrf: 'form-token', handle: chosen },
  { method: 'GET', url: SIGN_PAGE, access: sign, title, handle: showSummary },
  { method: 'POST', url: SIGN_PAGE, access: sign, csrf: 'form-token', handle: signAll },
  { method: 'GET', url: `${SIGN_PAGE}/resultado`, access: sign, title, handle: showResult },
];
