import { parseFolio } from '#platform/folios/folio.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { Button, ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { deskTexts } from '../../desk-texts.ts';
import { STATUSES, type Status } from '../../domain/statuses.ts';
import { findByFolio } from '../../queries/procedure.ts';
import { folioCandidates } from '../../queries/folio-candidates.ts';
import { countByStatus, countQueue, workQueue } from '../../queries/work-queue.ts';
import { workTexts } from '../../work-texts.ts';
import { findNextUp, NextUp, type NextUpView } from './next-up.tsx';
import { queueUrl, readQueueFilter } from './queue-query.ts';

interface HomeView {
  readonly counts: ReadonlyMap<Status, number>;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly nextUp: NextUpView | undefined;
  readonly form: FormState;
}

function HomePage({ ctx, view }: { ctx: WebCtx; view: HomeView }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const may = (action: string) => canSomewhere(ctx.access, ctx.actor, action);
  return (
    <StaffPage context={ctx.page} title={t('home')} live={['registry']} islands={['shortcuts']}>
      <ErrorSummary form={view.form} />
      <h1>{t('home')}</h1>
      <LiveRegion id="stages">
        <ul class="stats stats-even">
          {STATUSES.filter((status) => status !== 'withdrawn').map((status) => (
            <Stat
              key={status}
              to={`etapa=${status}`}
              count={view.counts.get(status) ?? 0}
              words={t(status, { count: view.counts.get(status) ?? 0 })}
            />
          ))}
          <Stat to="plazo=por-vencer&orden=vence" count={view.dueSoon} words={w('dueSoonCount')} />
          <Stat
            to="plazo=vencido&orden=vence"
            count={view.overdue}
            words={w('overdueCount', { count: view.overdue })}
          />
        </ul>
      </LiveRegion>
      <div class="columns columns-even">
        <section>
          <ButtonRow>
            {may('registry.enter') && (
              <LinkButton href="/personal/registro/nuevo" shortcut="n">
                {t('newProcedure')}
              </LinkButton>
            )}
            {may('registry.analyse') && (
              <ActionButton action="/personal/registro/siguiente" kind="primary" shortcut="t">
                {w('takeNext')}
              </ActionButton>
            )}
            {may('registry.analyse') && (
              <LinkButton href="/personal/registro?etapa=abiertos&encargado=yo&orden=vence" kind="secondary">
                {w('mine')}
              </LinkButton>
            )}
            <LinkButton href="/personal/registro" kind="secondary">
              {t('queue')}
            </LinkButton>
          </ButtonRow>
        </section>
        <Form action="/personal" method="get" state={view.form} class="beside">
          <TextField name="folio" label={t('findFolio')} width="m" capitals autocomplete="off" />
          <Button kind="secondary">{t('open')}</Button>
        </Form>
      </div>
      {view.nextUp && (
        <LiveRegion id="next">
          <NextUp ctx={ctx} view={view.nextUp} />
        </LiveRegion>
      )}
    </StaffPage>
  );
}

/** A number that opens the list behind it. */
function Stat({ to, count, words }: { to: string; count: number; words: string }) {
  return (
    <li class="stat">
      <a href={`/personal/registro?${to}`}>
        <strong>{count}</strong>
        <span>{words}</span>
      </a>
    </li>
  );
}

async function showHome(ctx: WebCtx): Promise<RouteResult> {
  const written = ctx.request.query.folio?.trim();
  let form = EMPTY_FORM;
  if (written === '') form = refusedForm({}, { folio: deskTexts(ctx.locale)('folioEmpty') });
  else if (written !== undefined) {
    const parsed = parseFolio(written);
    const id = parsed.ok ? await findByFolio(ctx, parsed.text) : undefined;
    if (id) return redirect(`/personal/registro/${id}`);
    // A part of it may mean one, which opens, or several, which the list shows.
    const codes = (await listOffices(ctx.db)).map(({ code }) => code);
    const candidates = parsed.ok ? [] : folioCandidates(written, codes, ctx.clock.today().year);
    const { rows } = candidates.length > 0 ? await workQueue(ctx, { folios: candidates, limit: 2 }) : { rows: [] };
    const [only] = rows;
    if (only && rows.length === 1) return redirect(`/personal/registro/${only.id}`);
    if (only) return redirect(queueUrl({ folio: written.slice(0, 60) }));
    form = refusedForm({ folio: written.slice(0, 60) }, { folio: deskTexts(ctx.locale)('folioUnknown') });
  }
  const [overdueOnes, soonOnes] = await Promise.all([
    readQueueFilter(ctx, { plazo: 'vencido' }),
    readQueueFilter(ctx, { plazo: 'por-vencer' }),
  ]);
  const [counts, overdue, dueSoon, nextUp] = await Promise.all([
    countByStatus(ctx),
    countQueue(ctx, overdueOnes),
    countQueue(ctx, soonOnes),
    findNextUp(ctx),
  ]);
  const view = { counts, overdue, dueSoon, nextUp, form };
  return page(<HomePage ctx={ctx} view={view} />, form === EMPTY_FORM ? 200 : 422);
}

/** Where staff land. Whoever has nothing to do with procedures goes on to the start page of all others. */
async function showStaffHome(ctx: WebCtx): Promise<RouteResult> {
  if (canSomewhere(ctx.access, ctx.actor, 'registry.read')) return showHome(ctx);
  return redirect(SITE_PATHS.staffStart);
}

export const homeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal',
    access: { kind: 'staff' },
    title: (locale) => deskTexts(locale)('home'),
    handle: showStaffHome,
  },
];
