import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { findAgency, listOpenOffices, type Office } from '#modules/agencies/index.ts';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { createService } from '../commands/create-service.ts';
import { publishService } from '../commands/publish-service.ts';
import { retireService } from '../commands/retire-service.ts';
import { saveServiceDraft } from '../commands/save-service-draft.ts';
import type { ServiceContent } from '../content.ts';
import { editorTexts } from '../editor-texts.ts';
import { catalogueRefusals } from '../errors.ts';
import { asService } from '../queries/services.ts';
import {
  listServiceRows,
  listVersions,
  servicesWithDraft,
  type ServiceRow,
  type ServiceVersion,
} from '../store/versions.ts';
import { catalogueTexts } from '../texts.ts';
import { showComparison } from './compare-page.tsx';
import { EditorListPage } from './editor-list.tsx';
import { EditorPage, NewServicePage } from './editor-page.tsx';
import { filledServiceForm, parseServiceForm } from './service-form.ts';
import { ServicePage } from './service-page.tsx';
import { officesServing } from '../service-places.ts';

const title: Route['title'] = (locale) => editorTexts(locale)('title');
const MAY_EDIT = { kind: 'staff', action: 'catalogue.edit' } as const;
const MAY_PUBLISH = { kind: 'staff', action: 'catalogue.publish' } as const;

/** The agency of the editor: the catalogue of another one does not exist for them. */
function agencyOf(ctx: WebCtx): string {
  if (ctx.actor.kind !== 'staff') throw new Refusal(catalogueRefusals.unknownService);
  return ctx.actor.agencyId;
}

const slugOf = (ctx: WebCtx): string => ctx.request.params.slug ?? '';

async function ownOffices(ctx: WebCtx): Promise<Office[]> {
  return (await listOpenOffices(ctx.db)).filter(({ agencyId }) => agencyId === agencyOf(ctx));
}

async function open(ctx: WebCtx): Promise<{ service: ServiceRow; versions: ServiceVersion[] }> {
  const services = await listServiceRows(ctx.db, agencyOf(ctx));
  const service = services.find(({ slug }) => slug === slugOf(ctx));
  if (!service) throw new Refusal(catalogueRefusals.unknownService);
  return { service, versions: await listVersions(ctx.db, service.id) };
}

/** The state of the service that the form was made from. */
function seenIn(ctx: WebCtx): { seen?: string } {
  const { seen } = ctx.request.form;
  return typeof seen === 'string' ? { seen } : {};
}

const draftOf = (versions: readonly ServiceVersion[]) => (versions[0]?.publishedAt === null ? versions[0] : undefined);

async function showList(ctx: WebCtx): Promise<RouteResult> {
  const agencyId = agencyOf(ctx);
  const [services, drafts] = await Promise.all([
    listServiceRows(ctx.db, agencyId),
    servicesWithDraft(ctx.db, agencyId),
  ]);
  return page(<EditorListPage {...{ ctx, agencyId, services, drafts }} />);
}

async function showEditor(ctx: WebCtx, wrong?: FormState, mine?: ServiceContent): Promise<RouteResult> {
  const { service, versions } = await open(ctx);
  const form = wrong ?? filledServiceForm(draftOf(versions)?.content ?? service.content);
  const offices = await ownOffices(ctx);
  return page(<EditorPage {...{ ctx, service, versions, offices, form, mine }} />, statusOf(form, mine));
}

const statusOf = (form: FormState, mine: ServiceContent | undefined) => (mine ? 409 : hasErrors(form) ? 422 : 200);

async function showNew(ctx: WebCtx, wrong?: FormState): Promise<RouteResult> {
  const form = wrong ?? filledForm({ byMunicipality: '1', correctionDays: '30', atTheDesks: '1' });
  return page(<NewServicePage ctx={ctx} offices={await ownOffices(ctx)} form={form} />, wrong ? 422 : 200);
}

/** The public page as it would be with the draft. */
async function showPreview(ctx: WebCtx): Promise<RouteResult> {
  const { service: row, versions } = await open(ctx);
  const agencyId = agencyOf(ctx);
  const service = asService(
    { ...row, agencyId, retired: row.retiredAt !== null },
    draftOf(versions)?.content ?? row.content,
    ctx.locale,
  );
  const t = editorTexts(ctx.locale);
  const [agency, offices] = await Promise.all([findAgency(ctx.db, agencyId), ownOffices(ctx)]);
  const above = (
    <Notice>
      <p>
        {t('previewing')} <a href={`/personal/catalogo/${row.slug}`}>{t('backToEditor')}</a>
      </p>
    </Notice>
  );
  return page(
    <ServicePage ctx={ctx} view={{ service, agency, offices: officesServing(service, offices) }} above={above} />,
  );
}

/** Runs a command of the form; a mistake that only the command can see goes to its field. */
async function tryOn(
  ctx: WebCtx,
  command: () => Promise<RouteResult>,
  again: (wrong: FormState, code?: string) => Promise<RouteResult>,
): Promise<RouteResult> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const t = catalogueTexts(ctx.locale);
    if (error.kind === catalogueRefusals.nameTaken) {
      return again(refusedForm(ctx.request.form, { nameEs: t('refusal.nameTaken') }));
    }
    if (error.kind === catalogueRefusals.changedMeanwhile) {
      return again(refusedForm(ctx.request.form, {}, t('refusal.changedMeanwhile')), error.kind.code);
    }
    if (error.kind === catalogueRefusals.daysNeeded) {
      return again(refusedForm(ctx.request.form, { responseDays: t('refusal.daysNeeded') }));
    }
    throw error;
  }
}

async function create(ctx: WebCtx): Promise<RouteResult> {
  const parsed = parseServiceForm(ctx.request.form, ctx.locale);
  if (!parsed.ok) return showNew(ctx, parsed.state);
  const atDesks = ctx.request.form.atTheDesks !== undefined && (await ownOffices(ctx)).length > 0;
  const handledBy = atDesks ? 'registry' : null;
  return tryOn(
    ctx,
    async () => {
      const slug = await createService(ctx, { agencyId: agencyOf(ctx), handledBy, content: parsed.data });
      const text = editorTexts(ctx.locale)('created');
      return redirect(`/personal/catalogo/${slug}`, { kind: 'success', text });
    },
    (wrong) => showNew(ctx, wrong),
  );
}

async function save(ctx: WebCtx): Promise<RouteResult> {
  const parsed = parseServiceForm(ctx.request.form, ctx.locale);
  if (!parsed.ok) return showEditor(ctx, parsed.state);
  return tryOn(
    ctx,
    async () => {
      const content = parsed.data;
      await saveServiceDraft(ctx, { agencyId: agencyOf(ctx), slug: slugOf(ctx), content, ...seenIn(ctx) });
      const text = editorTexts(ctx.locale)('saved');
      return redirect(`/personal/catalogo/${slugOf(ctx)}`, { kind: 'success', text });
    },
    (wrong, code) => showEditor(ctx, wrong, code === catalogueRefusals.changedMeanwhile.code ? parsed.data : undefined),
  );
}

async function publish(ctx: WebCtx): Promise<RouteResult> {
  const version = await publishService(ctx, { agencyId: agencyOf(ctx), slug: slugOf(ctx), ...seenIn(ctx) });
  const text = editorTexts(ctx.locale)('publishDone', { version });
  return redirect(`/personal/catalogo/${slugOf(ctx)}`, { kind: 'success', text });
}

async function retire(ctx: WebCtx): Promise<RouteResult> {
  await retireService(ctx, { agencyId: agencyOf(ctx), slug: slugOf(ctx) });
  const text = editorTexts(ctx.locale)('retireDone');
  return redirect(`/personal/catalogo/${slugOf(ctx)}`, { kind: 'success', text });
}

async function compare(ctx: WebCtx): Promise<RouteResult> {
  const { service, versions } = await open(ctx);
  return showComparison(ctx, service, versions);
}

const ONE = '/personal/catalogo/:slug';
export const editorRoutes: readonly Route[] = [
  { method: 'GET', url: '/personal/catalogo', access: MAY_EDIT, title, handle: showList },
  { method: 'GET', url: '/personal/nuevo-tramite', access: MAY_EDIT, title, handle: (ctx) => showNew(ctx) },
  { method: 'POST', url: '/personal/nuevo-tramite', access: MAY_EDIT, csrf: 'form-token', title, handle: create },
  { method: 'GET', url: ONE, access: MAY_EDIT, title, handle: (ctx) => showEditor(ctx) },
  { method: 'POST', url: ONE, access: MAY_EDIT, csrf: 'form-token', title, handle: save },
  { method: 'GET', url: `${ONE}/vista`, access: MAY_EDIT, title, handle: showPreview },
  { method: 'GET', url: `${ONE}/comparar`, access: MAY_EDIT, title, handle: compare },
  { method: 'POST', url: `${ONE}/publicar`, access: MAY_PUBLISH, csrf: 'form-token', handle: publish },
  { method: 'POST', url: `${ONE}/retirar`, access: MAY_PUBLISH, csrf: 'form-token', handle: retire },
];
