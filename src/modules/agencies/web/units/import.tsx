import { refusedForm } from '#platform/http/form.ts';
import { tableFile } from '#platform/files/table-file.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { Refusal } from '#platform/errors.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { decodeText } from '#platform/uploads/decode-text.ts';
import { readUpload } from '#platform/uploads/read-upload.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { FileField } from '#web/ui/field/file-field.tsx';
import { EMPTY_FORM, filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { importUnits } from '../../commands/import-units.ts';
import type { CsvMistake } from '../../csv-texts.ts';
import { growTrees, flatten } from '../../domain/unit-tree.ts';
import { planUnits, type PlannedUnit } from '../../domain/unit-plan.ts';
import { listAgencies } from '../../queries/agencies.ts';
import { listManagedUnits, MANAGE, type UnitRow } from '../../queries/organisation.ts';
import { parseUnitCsv, unitColumns } from '../../unit-csv.ts';
import { unitImportTexts } from '../../unit-import-texts.ts';
import { unitTexts } from '../../unit-texts.ts';
import { CsvMistakes } from '../csv-mistakes.tsx';
import { UNITS } from './tree-page.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

const access = { kind: 'staff', action: MANAGE } as const;
const csrf = 'form-token';
const title = (locale: Locale) => unitImportTexts(locale)('title');
const ADDRESS = `${UNITS}/importar`;
/** The rows travel on in the form that confirms them: a thousand of them fit. */
const MAX_CHARACTERS = 150_000;

/** Whole agencies only: a file names keys of the whole tree. Whoever runs a part of one has none here. */
async function wholeAgencies(ctx: WebCtx) {
  const rows = await listManagedUnits(ctx);
  const heads = new Set(rows.filter(({ parentId }) => parentId === null).map(({ agencyId }) => agencyId));
  const agencies = (await listAgencies(ctx.db)).filter(({ agencyId }) => heads.has(agencyId));
  if (agencies.length === 0) throw new Refusal(accessRefusals.notFound);
  return { rows, agencies };
}

async function showForm(ctx: WebCtx, form: FormState, errors: readonly CsvMistake[] = []): Promise<RouteResult> {
  const t = unitImportTexts(ctx.locale);
  const { agencies } = await wholeAgencies(ctx);
  return page(
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <p>
        <a href={UNITS}>{unitTexts(ctx.locale)('all')}</a>
      </p>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      {errors.length > 0 && <CsvMistakes ctx={ctx} errors={errors} />}
      <Form action={ADDRESS} state={form} submit={t('check')} multipart>
        {agencies.length > 1 && (
          <SelectField
            name="dependencia"
            label={t('agency')}
            prompt="none"
            choices={agencies.map(({ agencyId, name }) => ({ value: agencyId, label: name }))}
          />
        )}
        <FileField name="archivo" label={t('file')} hint={t('columns')} types={['csv']} megabytes={1} />
      </Form>
    </StaffPage>,
    hasErrors(form) || errors.length > 0 ? 422 : 200,
  );
}

function PreviewPage(props: { ctx: WebCtx; agencyId: string; csv: string; steps: readonly PlannedUnit[] }) {
  const { ctx, agencyId, csv, steps } = props;
  const t = unitImportTexts(ctx.locale);
  const count = (what: PlannedUnit['does']) => steps.filter(({ does }) => does === what).length;
  const [created, moved, same] = [count('create'), count('move'), count('nothing')];
  const renamed = steps.filter(({ renames }) => renames).length;
  const changes = steps.filter(({ does }) => does !== 'nothing');
  return (
    <StaffPage context={ctx.page} title={t('preview')}>
      <p>
        <a href={ADDRESS}>{t('another')}</a>
      </p>
      <h1>{t('preview')}</h1>
      <p class="lead">{changes.length === 0 ? t('nothing') : t('counts', { created, moved, renamed, same })}</p>
      {moved > 0 && <p>{t('sight')}</p>}
      {changes.length > 0 && (
        <>
          <DataTable label={t('preview')} columns={[t('does'), t('name'), t('key'), t('parent')]}>
            {changes.map(({ slug, name, parent, does }) => (
              <tr key={slug}>
                <td>
                  <span class={does === 'move' ? 'tag tag-warn' : 'tag'}>{t(`does.${does}`)}</span>
                </td>
                <td>{name}</td>
                <td>{slug}</td>
                <td>{parent}</td>
              </tr>
            ))}
          </DataTable>
          <Form action={`${ADDRESS}/confirmar`} submit={t('confirm')}>
            <Hidden name="dependencia" value={agencyId} />
            <Hidden name="csv" value={csv} />
          </Form>
        </>
      )}
    </StaffPage>
  );
}

/** The dry run: what the rows would do, or every mistake in them. */
async function planOf(ctx: WebCtx, csv: string) {
  const { rows, agencies } = await wholeAgencies(ctx);
  const asked = ctx.request.form.dependencia;
  const own = ctx.actor.kind === 'staff' ? ctx.actor.agencyId : undefined;
  const chosen = agencies.find(({ agencyId }) => agencyId === (asked ?? own)) ?? agencies[0];
  const agencyId = chosen?.agencyId ?? '';
  const parsed = parseUnitCsv(Buffer.from(csv), ctx.locale);
  if (!parsed.ok) return { ...parsed, agencyId };
  const known = rows.filter((unit) => unit.agencyId === agencyId);
  const plan = planUnits(known, parsed.rows);
  if (plan.ok) return { ...plan, agencyId, rows: parsed.rows };
  const t = unitImportTexts(ctx.locale);
  const inKey = new Set(['twice', 'closedUnit']);
  const errors = plan.problems.map(({ row, problem }) => ({
    row,
    column: inKey.has(problem) ? 'clave' : 'superior',
    problem: t(`problem.${problem}`),
  }));
  return { ok: false as const, agencyId, errors };
}

async function check(ctx: WebCtx): Promise<RouteResult> {
  const { form } = ctx.request;
  const read = await readUpload(ctx, 'archivo', ['csv']);
  if (!read.ok) return showForm(ctx, refusedForm(form, { archivo: read.problem }));
  const csv = decodeText(read.upload.content);
  if (csv.length > MAX_CHARACTERS) {
    return showForm(ctx, refusedForm(form, { archivo: unitImportTexts(ctx.locale)('tooLong') }));
  }
  const plan = await planOf(ctx, csv);
  if (!plan.ok) return showForm(ctx, filledForm({ dependencia: plan.agencyId }), plan.errors);
  return page(<PreviewPage ctx={ctx} agencyId={plan.agencyId} csv={csv} steps={plan.steps} />);
}

async function apply(ctx: WebCtx): Promise<RouteResult> {
  const { csv } = ctx.request.form;
  const plan = await planOf(ctx, typeof csv === 'string' ? csv : '');
  if (!plan.ok) return showForm(ctx, filledForm({ dependencia: plan.agencyId }), plan.errors);
  const done = await importUnits(ctx, { agencyId: plan.agencyId, rows: plan.rows });
  return redirect(UNITS, { kind: 'success', text: unitImportTexts(ctx.locale)('done', { ...done }) });
}

/** The open units in reach from the top: one whose parent is out of reach has none in the file. */
async function download(ctx: WebCtx): Promise<RouteResult> {
  const rows = (await listManagedUnits(ctx)).filter(({ closed }) => !closed);
  const slugs = new Map(rows.map(({ id, slug }) => [id, slug]));
  const own = ctx.actor.kind === 'staff' ? ctx.actor.agencyId : rows[0]?.agencyId;
  const listed = flatten(growTrees<UnitRow>(rows.filter(({ agencyId }) => agencyId === own)));
  const lines = listed.map(({ unit }) => ({ ...unit, above: slugs.get(unit.parentId ?? '') ?? '' }));
  return tableFile('csv', 'unidades', unitColumns, lines);
}

export const unitImportRoutes: readonly Route[] = [
  { method: 'GET', url: `${UNITS}/arbol.csv`, access, handle: download },
  { method: 'GET', url: ADDRESS, access, title, handle: (ctx) => showForm(ctx, EMPTY_FORM) },
  {
    method: 'POST',
    url: ADDRESS,
    access,
    csrf,
    body: 'multipart',
    upload: { maxFiles: 1, maxMegabytes: 1 },
    title,
    handle: check,
  },
  { method: 'POST', url: `${ADDRESS}/confirmar`, access, csrf, bodyLimitKb: 768, title, handle: apply },
];
