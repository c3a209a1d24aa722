import { Refusal } from '#platform/errors.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate, formatPesos } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextArea } from '#web/ui/field/text-area.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { publishService } from '../commands/publish-service.ts';
import { saveServiceDraft } from '../commands/save-service-draft.ts';
import { catalogueRefusals } from '../errors.ts';
import {
  listServiceRows,
  listVersions,
  servicesWithDraft,
  type ServiceRow,
  type ServiceVersion,
} from '../store/versions.ts';
import { editorTexts } from '../editor-texts.ts';
import { filledServiceForm, parseServiceForm } from './service-form.ts';

const title: Route['title'] = (locale) => editorTexts(locale)('title');

function ListPage(props: { ctx: WebCtx; services: readonly ServiceRow[]; drafts: ReadonlySet<string> }) {
  const { ctx, services, drafts } = props;
  const t = editorTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <div class="table-wrap" tabIndex={0} role="region" aria-label={t('title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('service')}</th>
              <th scope="col">{t('cost')}</th>
              <th scope="col">{t('responseDays')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {services.map(({ id, slug, published, content }) => (
              <tr key={id}>
                <td>
                  <a href={`/personal/catalogo/${slug}`}>{ctx.locale === 'en' ? content.nameEn : content.nameEs}</a>
                </td>
                <td>{formatPesos(content.costCents / 100, ctx.locale)}</td>
                <td>
                  {content.responseDays} {t('workingDays')}
                </td>
                <td>
                  {published ? t('published') : t('unpublished')}
                  {drafts.has(id) && ` · ${t('draft')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </StaffPage>
  );
}

interface EditorView {
  ctx: WebCtx;
  service: ServiceRow;
  versions: readonly ServiceVersion[];
  form: FormState;
}

function EditorPage({ ctx, service, versions, form }: EditorView) {
  const t = editorTexts(ctx.locale);
  const hasDraft = versions[0]?.publishedAt === null;
  const mayPublish = hasDraft && canSomewhere(ctx.access, ctx.actor, 'catalogue.publish');
  const address = `/personal/catalogo/${service.slug}`;
  return (
    <StaffPage context={ctx.page} title={service.content.nameEs}>
      <ErrorSummary form={form} />
      <p>
        <a href="/personal/catalogo">{t('back')}</a> · <a href={`/tramites/${service.slug}`}>{t('view')}</a>
      </p>
      <h1>{service.content.nameEs}</h1>
      {hasDraft && (
        <Notice>
          <p>{t('editing')}</p>
          {mayPublish && <ActionButton action={`${address}/publicar`}>{t('publish')}</ActionButton>}
        </Notice>
      )}
      <Form action={address} state={form} submit={t('save')} warnUnsaved>
        <ServiceFields locale={ctx.locale} />
      </Form>
      {versions.length > 0 && (
        <section>
          <h2>{t('history')}</h2>
          <ul>
            {versions.map(({ version, savedAt, publishedAt }) => (
              <li key={version}>
                {t('versionOf', { version })}: {publishedAt ? t('published') : t('draft')},{' '}
                {formatDate(publishedAt ?? savedAt, ctx.locale, 'short')}
              </li>
            ))}
          </ul>
        </section>
      )}
    </StaffPage>
  );
}

function ServiceFields({ locale }: { locale: WebCtx['locale'] }) {
  const t = editorTexts(locale);
  const days = { width: 'xs', inputmode: 'numeric', suffix: t('workingDays'), autocomplete: 'off' } as const;
  return (
    <>
      <TextField name="nameEs" label={t('nameEs')} autocomplete="off" spellcheck />
      <TextField name="nameEn" label={t('nameEn')} autocomplete="off" />
      <TextArea name="descriptionEs" label={t('descriptionEs')} rows={2} />
      <TextArea name="descriptionEn" label={t('descriptionEn')} rows={2} />
      <TextArea name="requirements" label={t('requirements')} hint={t('requirementsHint')} rows={6} />
      <TextField name="costCents" label={t('costPesos')} width="s" inputmode="decimal" prefix="$" autocomplete="off" />
      <TextField name="responseDays" label={t('responseDays')} {...days} />
      <TextField name="correctionDays" label={t('correctionDays')} {...days} />
      <TextField name="legalBasis" label={t('legalBasis')} autocomplete="off" />
      <TextArea name="suspensionReasons" label={t('suspensionReasons')} hint={t('linesHint')} optional />
      <TextArea name="rejectionGrounds" label={t('rejectionGrounds')} hint={t('linesHint')} optional />
    </>
  );
}

/** The agency of the editor: the catalogue of another one does not exist for them. */
function agencyOf(ctx: WebCtx): string {
  if (ctx.actor.kind !== 'staff') throw new Refusal(catalogueRefusals.unknownService);
  return ctx.actor.agencyId;
}

async function showEditor(ctx: WebCtx, wrong?: FormState): Promise<RouteResult> {
  const services = await listServiceRows(ctx.db, agencyOf(ctx));
  const service = services.find(({ slug }) => slug === ctx.request.params.slug);
  if (!service) throw new Refusal(catalogueRefusals.unknownService);
  const versions = await listVersions(ctx.db, service.id);
  const draft = versions[0]?.publishedAt === null ? versions[0].content : service.content;
  const form = wrong ?? filledServiceForm(draft);
  return page(<EditorPage {...{ ctx, service, versions, form }} />, hasErrors(form) ? 422 : 200);
}

export const editorRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/catalogo',
    access: { kind: 'staff', action: 'catalogue.edit' },
    title,
    async handle(ctx) {
      const agencyId = agencyOf(ctx);
      const services = await listServiceRows(ctx.db, agencyId);
      return page(<ListPage ctx={ctx} services={services} drafts={await servicesWithDraft(ctx.db, agencyId)} />);
    },
  },
  {
    method: 'GET',
    url: '/personal/catalogo/:slug',
    access: { kind: 'staff', action: 'catalogue.edit' },
    title,
    handle: (ctx) => showEditor(ctx),
  },
  {
    method: 'POST',
    url: '/personal/catalogo/:slug',
    access: { kind: 'staff', action: 'catalogue.edit' },
    csrf: 'form-token',
    title,
    async handle(ctx) {
      const parsed = parseServiceForm(ctx.request.form, ctx.locale);
      if (!parsed.ok) return showEditor(ctx, parsed.state);
      const slug = ctx.request.params.slug ?? '';
      await saveServiceDraft(ctx, { agencyId: agencyOf(ctx), slug, content: parsed.data });
      return redirect(`/personal/catalogo/${slug}`, { kind: 'success', text: editorTexts(ctx.locale)('saved') });
    },
  },
  {
    method: 'POST',
    url: '/personal/catalogo/:slug/publicar',
    access: { kind: 'staff', action: 'catalogue.publish' },
    csrf: 'form-token',
    async handle(ctx) {
      const slug = ctx.request.params.slug ?? '';
      const version = await publishService(ctx, { agencyId: agencyOf(ctx), slug });
      const text = editorTexts(ctx.locale)('publishDone', { version });
      return redirect(`/personal/catalogo/${slug}`, { kind: 'success', text });
    },
  },
];
