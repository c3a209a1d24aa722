import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { accessRefusals, can } from '#platform/permissions/permissions.ts';
import { findMunicipality, listMunicipalities } from '#modules/geography/index.ts';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { assignMunicipality, releaseMunicipality } from '../commands/assign-municipality.ts';
import { editOffice } from '../commands/edit-office.ts';
import { officeEditorTexts } from '../office-editor-texts.ts';
import { jurisdictionsOf } from '../queries/jurisdictions.ts';
import { findOfficeByCode, listOffices, type Office } from '../queries/offices.ts';
import { filledOfficeForm, parseOfficeForm } from './office-form.ts';
import { OfficeEditorPage, OfficeListPage } from './office-pages.tsx';

const ACTION = 'agencies.edit_offices';
const access = { kind: 'staff', action: ACTION } as const;
const title: Route['title'] = (locale) => officeEditorTexts(locale)('title');
const addressOf = (office: Office) => `/personal/oficinas/${office.code.toLowerCase()}`;

/** The office in the address of the page; one outside the units of this person does not exist for them. */
async function officeOf(ctx: WebCtx): Promise<Office> {
  const office = await findOfficeByCode(ctx.db, (ctx.request.params.code ?? '').slice(0, 10));
  if (!office || !can(ctx.access, ctx.actor, ACTION, office.unitId)) throw new Refusal(accessRefusals.notFound);
  return office;
}

async function showList(ctx: WebCtx): Promise<RouteResult> {
  const offices = (await listOffices(ctx.db)).filter(({ unitId }) => can(ctx.access, ctx.actor, ACTION, unitId));
  return page(<OfficeListPage ctx={ctx} offices={offices} />);
}

async function showOffice(ctx: WebCtx, forms: { facts?: FormState; add?: FormState } = {}): Promise<RouteResult> {
  const office = await officeOf(ctx);
  const [serves, municipalities] = await Promise.all([
    jurisdictionsOf(ctx.db, office.unitId),
    listMunicipalities(ctx.db),
  ]);
  const form = forms.facts ?? filledOfficeForm(office);
  const add = forms.add ?? EMPTY_FORM;
  const status = hasErrors(form) || hasErrors(add) ? 422 : 200;
  return page(<OfficeEditorPage {...{ ctx, office, serves, municipalities, form, add }} />, status);
}

async function save(ctx: WebCtx): Promise<RouteResult> {
  const office = await officeOf(ctx);
  const parsed = parseOfficeForm(ctx.request.form, ctx.locale);
  if (!parsed.ok) return showOffice(ctx, { facts: parsed.state });
  await editOffice(ctx, { unitId: office.unitId, ...parsed.data });
  return redirect(addressOf(office), { kind: 'success', text: officeEditorTexts(ctx.locale)('saved') });
}

const written = (ctx: WebCtx): string => {
  const { municipality } = ctx.request.form;
  return typeof municipality === 'string' ? municipality.slice(0, 80) : '';
};

async function assign(ctx: WebCtx): Promise<RouteResult> {
  const office = await officeOf(ctx);
  const t = officeEditorTexts(ctx.locale);
  const found = await findMunicipality(ctx.db, written(ctx));
  if (!found) {
    return showOffice(ctx, { add: refusedForm(ctx.request.form, { municipality: t('wrongMunicipality') }) });
  }
  const confirmed = ctx.request.form.confirmed !== undefined;
  await assignMunicipality(ctx, { unitId: office.unitId, municipalityCode: found.code, confirmed });
  return redirect(addressOf(office), { kind: 'success', text: t('added', { municipality: found.name }) });
}

async function release(ctx: WebCtx): Promise<RouteResult> {
  const office = await officeOf(ctx);
  const t = officeEditorTexts(ctx.locale);
  const found = await findMunicipality(ctx.db, written(ctx));
  if (!found) throw new Refusal(accessRefusals.notFound);
  await releaseMunicipality(ctx, { unitId: office.unitId, municipalityCode: found.code });
  return redirect(addressOf(office), { kind: 'success', text: t('removed', { municipality: found.name }) });
}

const ONE = '/personal/oficinas/:code';
export const officeEditorRoutes: readonly Route[] = [
  { method: 'GET', url: '/personal/oficinas', access, title, handle: showList },
  { method: 'GET', url: ONE, access, title, handle: (ctx) => showOffice(ctx) },
  { method: 'POST', url: ONE, access, csrf: 'form-token', title, handle: save },
  { method: 'POST', url: `${ONE}/municipios`, access, csrf: 'form-token', title, handle: assign },
  { method: 'POST', url: `${ONE}/municipios/quitar`, access, csrf: 'form-token', handle: release },
];
