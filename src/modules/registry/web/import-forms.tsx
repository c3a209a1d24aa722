import { canSomewhere, reach } from '#platform/permissions/permissions.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { listOffices, listOpenOffices } from '#modules/agencies/index.ts';
import { listOfferedServices } from '#modules/catalogue/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { RadioGroup, SelectField, type Choice } from '#web/ui/field/choice-fields.tsx';
import { FileField } from '#web/ui/field/file-field.tsx';
import { AutocompleteField } from '#web/ui/field/text-field.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { FIELDS, IMPORT_KINDS, type FieldName, type FieldSource, type Mapping } from '../domain/import/fields.ts';
import { importTexts } from '../import-texts.ts';
import { knownSources } from '../queries/imports.ts';
import type { ImportRecord } from '../store/imports.ts';

export const IMPORT_MEGABYTES = 25;

export interface UploadView {
  readonly form: FormState;
  readonly sources: readonly string[];
  readonly units: readonly Choice[];
}

/** Units for which the person may import; one alone needs no question. */
export async function importUnits(ctx: WebCtx): Promise<Choice[]> {
  const roots = reach(ctx.access, ctx.actor, 'registry.import');
  if (roots === 'everywhere') return [];
  const offices = new Map((await listOffices(ctx.db)).map((office) => [office.unitId, office.name]));
  return [...new Set(roots)].map((unitId) => ({
    value: unitId,
    label: offices.get(unitId) ?? ctx.session?.unitName ?? '',
  }));
}

export async function uploadView(ctx: WebCtx, form: FormState): Promise<UploadView> {
  const agencyId = ctx.actor.kind === 'staff' ? ctx.actor.agencyId : '';
  return { form, sources: await knownSources(ctx, agencyId), units: await importUnits(ctx) };
}

export function UploadPage({ ctx, view }: { ctx: WebCtx; view: UploadView }) {
  const t = importTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('new')}>
      <ErrorSummary form={view.form} />
      <h1>{t('new')}</h1>
      <p>{t('lead')}</p>
      <Form action="/personal/importar" state={view.form} submit={t('next')} multipart>
        <RadioGroup
          name="clase"
          label={t('kind')}
          choices={IMPORT_KINDS.map((kind) => ({
            value: kind,
            label: t(`kind.${kind}`),
            hint: t(`kind.${kind}.hint`),
          }))}
        />
        <AutocompleteField
          name="sistema"
          label={t('source')}
          hint={t('source.hint')}
          suggestions={view.sources}
          width="m"
          maxLength={60}
        />
        {view.units.length > 1 && <SelectField name="unidad" label={t('unit')} choices={view.units} />}
        <FileField name="archivo" label={t('file')} types={['csv']} megabytes={IMPORT_MEGABYTES} />
      </Form>
    </StaffPage>
  );
}

export interface ColumnsView {
  readonly found: ImportRecord;
  readonly form: FormState;
  readonly sample: readonly string[];
  readonly fixed: Readonly<Partial<Record<FieldName, readonly Choice[]>>>;
}

const COLUMN = 'c:';
const FIXED = 'v:';
const HINTS: readonly FieldName[] = [
  'office',
  'service',
  'mobile',
  'email',
  'documents',
  'event',
  'outcome',
  'reasons',
];
const DELIMITERS: Readonly<Record<string, 'comma' | 'semicolon' | 'tab'>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
};

/** What can be the same for all rows: the office and the service that the file is about. */
export async function fixedChoices(ctx: WebCtx): Promise<ColumnsView['fixed']> {
  const [offices, services] = await Promise.all([
    listOpenOffices(ctx.db),
    listOfferedServices(ctx.db, ctx.locale, 'registry'),
  ]);
  const group = importTexts(ctx.locale)('columns.fixed');
  const own = canSomewhere(ctx.access, ctx.actor, 'registry.import') ? offices : [];
  return {
    office: own.map((office) => ({ value: FIXED + office.code, label: office.name, group })),
    service: services.map((service) => ({ value: FIXED + service.slug, label: service.name, group })),
  };
}

export function mappingValues(mapping: Mapping): Record<string, string> {
  const entries = Object.entries(mapping) as [FieldName, FieldSource][];
  return Object.fromEntries(
    entries.map(([name, from]) => [name, 'fixed' in from ? FIXED + from.fixed : COLUMN + from.column]),
  );
}

/** The mapping that a form says. Columns that are not there are refused by the command. */
export function mappingOf(found: ImportRecord, form: Readonly<Record<string, string | string[]>>): Mapping {
  const chosen = FIELDS[found.kind].flatMap(({ name }): [FieldName, FieldSource][] => {
    const value = form[name];
    if (typeof value !== 'string') return [];
    if (value.startsWith(COLUMN)) return [[name, { column: value.slice(COLUMN.length) }]];
    return value.startsWith(FIXED) ? [[name, { fixed: value.slice(FIXED.length).slice(0, 100) }]] : [];
  });
  return Object.fromEntries(chosen);
}

export function ColumnsPage({ ctx, view }: { ctx: WebCtx; view: ColumnsView }) {
  const t = importTexts(ctx.locale);
  const { found } = view;
  const group = t('columns.group');
  const columns = found.headers.map((header, at) => {
    const sample = (view.sample[at] ?? '').slice(0, 30);
    return { value: COLUMN + header, label: sample ? `${header} (${sample})` : header, group };
  });
  const delimiter = t(`delimiter.${DELIMITERS[found.delimiter] ?? 'comma'}`);
  return (
    <StaffPage context={ctx.page} title={t('columns')}>
      <ErrorSummary form={view.form} />
      <h1>{t('columns')}</h1>
      <p>{t('columns.lead', { file: found.fileName, rows: found.totalRows, delimiter })}</p>
      <Form action={`/personal/importar/${found.id}/columnas`} state={view.form} submit={t('check')}>
        {FIELDS[found.kind].map(({ name, required }) => (
          <SelectField
            key={name}
            name={name}
            label={t(`field.${name}`)}
            optional={!required}
            prompt={t('columns.none')}
            choices={[...columns, ...(view.fixed[name] ?? [])]}
            {...(HINTS.includes(name) ? { hint: t(`hint.${name as 'office'}`) } : {})}
          />
        ))}
      </Form>
    </StaffPage>
  );
}
