import { parseFolio } from '#platform/folios/folio.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { SITE_PATHS } from '#web/page-context.ts';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { deskTexts } from '../../desk-texts.ts';
import { STATUSES, type Status } from '../../domain/statuses.ts';
import { findByFolio } from '../../queries/procedure.ts';
import { countByStatus } from '../../queries/work-queue.ts';
import { workTexts } from '../../work-texts.ts';

interface HomeView {
  readonly counts: ReadonlyMap<Status, number>;
  readonly form: FormState;
}

function HomePage({ ctx, view }: { ctx: WebCtx; view: HomeView }) {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const may = (action: string) => canSomewhere(ctx.access, ctx.actor, action);
  return (
    <StaffPage context={ctx.page} title={t('home')} live={['registry']}>
      <ErrorSummary form={view.form} />
      <h1>{t('home')}</h1>
      <LiveRegion id="stages">
        <ul class="stats">
          {STATUSES.filter((status) => status !== 'withdrawn').map((status) => (
            <li key={status} class="stat">
              <a href={`/personal/registro?etapa=${status}`}>
                <strong>{view.counts.get(status) ?? 0}</strong>
                <span>{t(status)}</span>
              </a>
            </li>
          ))}
        </ul>
      </LiveRegion>
      <div class="columns columns-even">
        <section>
          <ButtonRow>
            {may('registry.enter') && <LinkButton href="/personal/registro/nuevo">{t('newProcedure')}</LinkButton>}
            {may('registry.analyse') && (
              <ActionButton action="/personal/registro/siguiente" kind="primary">
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
        <Form action="/personal" method="get" state={view.form} submit={t('open')} submitKind="secondary">
          <TextField name="folio" label={t('findFolio')} width="m" capitals autocomplete="off" />
        </Form>
      </div>
    </StaffPage>
  );
}

async function showHome(ctx: WebCtx): Promise<RouteResult> {
  const written = ctx.request.query.folio ?? '';
  let form = EMPTY_FORM;
  if (written) {
    const parsed = parseFolio(written);
    const id = parsed.ok ? await findByFolio(ctx, parsed.text) : undefined;
    if (id) return redirect(`/personal/registro/${id}`);
    form = refusedForm({ folio: written.slice(0, 60) }, { folio: deskTexts(ctx.locale)('folioUnknown') });
  }
  const view = { counts: await countByStatus(ctx), form };
  return page(<HomePage ctx={ctx} view={view} />, form === EMPTY_FORM ? 200 : 422);
}

/** Where staff land. Whoever has nothing to do with procedures goes on to the first page of their own menu. */
async function showStaffHome(ctx: WebCtx): Promise<RouteResult> {
  const first = ctx.page.navigation?.flatMap((group) => group.items)[0];
  if (canSomewhere(ctx.access, ctx.actor, 'registry.read')) return showHome(ctx);
  // Without any post there is still one's own account.
  return redirect(first?.href ?? SITE_PATHS.staffAccount);
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
