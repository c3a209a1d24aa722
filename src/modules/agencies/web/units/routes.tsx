import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { accessRefusals, can } from '#platform/permissions/permissions.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { closeUnit, reopenUnit } from '../../commands/close-unit.ts';
import { editUnit } from '../../commands/edit-unit.ts';
import { placeUnit } from '../../commands/place-unit.ts';
import { growTrees } from '../../domain/unit-tree.ts';
import { agencyRefusals } from '../../errors.ts';
import { listAgencies } from '../../queries/agencies.ts';
import { getUnitFile, listManagedUnits, MANAGE, type UnitRow } from '../../queries/organisation.ts';
import { unitTexts } from '../../unit-texts.ts';
import { unitImportRoutes } from './import.tsx';
import { moveIt, showMove } from './move.tsx';
import { TreePage, UNITS } from './tree-page.tsx';
import { NameFields, nameShape, nameWords, ParentField, unitKey } from './unit-fields.tsx';
import { UnitPage } from './unit-page.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

const access = { kind: 'staff', action: MANAGE } as const;
const csrf = 'form-token';
const title = (locale: Locale) => unitTexts(locale)('title');

/** Small letters without accents: people search as they type. */
const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

async function showTree(ctx: WebCtx): Promise<RouteResult> {
  const [rows, all] = await Promise.all([listManagedUnits(ctx), listAgencies(ctx.db)]);
  const words = (ctx.request.query.q ?? '').trim().slice(0, 80);
  const agencies = [...Map.groupBy(rows, ({ agencyId }) => agencyId)].map(([agencyId, units]) => {
    const head = units.find(({ parentId }) => parentId === null);
    const agency = all.find((one) => one.agencyId === agencyId);
    return { agency, trees: growTrees(units), whole: head !== undefined };
  });
  return page(<TreePage {...{ ctx, agencies, words }} found={words ? search(ctx, rows, words) : undefined} />);
}

function search(ctx: WebCtx, rows: readonly UnitRow[], words: string) {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const above = (id: string) => [...ctx.access.units.lineage(id)].slice(1).flatMap((one) => names.get(one) ?? []);
  return rows
    .filter(({ name, shortName, slug }) => plain(`${name} ${shortName ?? ''} ${slug}`).includes(plain(words)))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'es-MX'))
    .map((unit) => ({ unit, above: above(unit.id).toReversed().join(' › ') }));
}

async function showNew(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const t = unitTexts(ctx.locale);
  const units = (await listManagedUnits(ctx)).filter(({ closed }) => !closed);
  return page(
    <StaffPage context={ctx.page} title={t('new')}>
      <BackLink href={UNITS}>{t('all')}</BackLink>
      <ErrorSummary form={form} />
      <h1>{t('new')}</h1>
      <Form action={`${UNITS}/nueva`} state={form} submit={t('create')}>
        <ParentField ctx={ctx} units={units} label={t('parent')} />
        <NameFields ctx={ctx} />
        <TextField name="clave" label={t('key')} hint={t('keyHint')} width="m" maxLength={60} autocomplete="off" />
      </Form>
    </StaffPage>,
    hasErrors(form) ? 422 : 200,
  );
}

const newForm = z.object({ superior: z.uuid(), ...nameShape, clave: unitKey });

async function create(ctx: WebCtx): Promise<RouteResult> {
  const t = unitTexts(ctx.locale);
  const words = { ...nameWords(ctx), superior: { label: t('parent') }, clave: t('keyWrong') };
  const parsed = parseForm(newForm, ctx.request.form, ctx.locale, words);
  if (!parsed.ok) return showNew(ctx, parsed.state);
  const { superior, nombre, corto, clave } = parsed.data;
  try {
    const id = await placeUnit(ctx, { parentId: superior, slug: clave, name: nombre, shortName: corto ?? null });
    return redirect(`${UNITS}/${id}`, { kind: 'success', text: t('created', { name: nombre }) });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== agencyRefusals.slugTaken) throw error;
    return showNew(ctx, refusedForm(ctx.request.form, { clave: error.kind.message(ctx.locale, error.data) }));
  }
}

function unitOf(ctx: WebCtx): string {
  const id = idOf(ctx);
  if (!can(ctx.access, ctx.actor, MANAGE, id)) throw new Refusal(accessRefusals.notFound);
  return id;
}

const editForm = z.object(nameShape);

/** The pages of units. `work` tells what the modules know to be open in one. */
export function unitRoutes(work: () => readonly UnitWork[]): readonly Route[] {
  const show = async (ctx: WebCtx, form?: FormState): Promise<RouteResult> => {
    const file = await getUnitFile(ctx, work(), unitOf(ctx));
    const known = filledForm({ nombre: file.unit.name, corto: file.unit.shortName ?? '' });
    return page(<UnitPage ctx={ctx} file={file} form={form ?? known} />, form && hasErrors(form) ? 422 : 200);
  };
  const edit = async (ctx: WebCtx): Promise<RouteResult> => {
    const unitId = unitOf(ctx);
    const parsed = parseForm(editForm, ctx.request.form, ctx.locale, nameWords(ctx));
    if (!parsed.ok) return show(ctx, parsed.state);
    await editUnit(ctx, { unitId, name: parsed.data.nombre, shortName: parsed.data.corto ?? null });
    return redirect(`${UNITS}/${unitId}`, { kind: 'success', text: unitTexts(ctx.locale)('saved') });
  };
  const end = async (ctx: WebCtx, done: 'closedDone' | 'reopened'): Promise<RouteResult> => {
    const unitId = unitOf(ctx);
    const { unit } = await getUnitFile(ctx, [], unitId);
    await (done === 'closedDone' ? closeUnit(ctx, work(), unitId) : reopenUnit(ctx, unitId));
    const text = unitTexts(ctx.locale)(done, { name: unit.name });
    return redirect(`${UNITS}/${unitId}`, { kind: 'success', text });
  };
  const one = `${UNITS}/:id`;
  return [
    { method: 'GET', url: UNITS, access, title, handle: showTree },
    {
      method: 'GET',
      url: `${UNITS}/nueva`,
      access,
      title: (locale) => unitTexts(locale)('new'),
      handle: (ctx) => showNew(ctx, filledForm({ superior: ctx.request.query.superior ?? '' })),
    },
    { method: 'POST', url: `${UNITS}/nueva`, access, csrf, title, handle: create },
    ...unitImportRoutes,
    { method: 'GET', url: one, access, title, handle: (ctx) => show(ctx) },
    { method: 'POST', url: one, access, csrf, title, handle: edit },
    { method: 'GET', url: `${one}/mover`, access, title, handle: (ctx) => showMove(ctx, unitOf(ctx)) },
    { method: 'POST', url: `${one}/mover`, access, csrf, title, handle: (ctx) => moveIt(ctx, unitOf(ctx)) },
    { method: 'POST', url: `${one}/cerrar`, access, csrf, handle: (ctx) => end(ctx, 'closedDone') },
    { method: 'POST', url: `${one}/reabrir`, access, csrf, handle: (ctx) => end(ctx, 'reopened') },
  ];
}
