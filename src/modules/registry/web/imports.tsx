import { Readable } from 'node:stream';
import { csvLine } from '#platform/files/csv.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { readUpload } from '#platform/uploads/read-upload.ts';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { z } from 'zod';
import { createImport } from '../commands/create-import.ts';
import { checkImport, confirmImport, undoImport } from '../commands/move-import.ts';
import { IMPORT_KINDS, missingFields } from '../domain/import/fields.ts';
import { registryRefusals } from '../errors.ts';
import { importTexts } from '../import-texts.ts';
import { countRows, getImport, listImports, rowsIn } from '../queries/imports.ts';
import type { ImportRecord } from '../store/imports.ts';
import {
  ColumnsPage,
  fixedChoices,
  IMPORT_MEGABYTES,
  importUnits,
  mappingOf,
  mappingValues,
  UploadPage,
  uploadView,
} from './import-forms.tsx';
import { ImportPage, ImportsPage } from './import-pages.tsx';

const SHOWN_ROWS = 100;
const PAGE_ROWS = 1_000;

const uploadForm = z.object({
  clase: z.enum(IMPORT_KINDS),
  sistema: z.string().max(60),
  unidad: z.uuid().optional(),
});

const importIdOf = (ctx: WebCtx): string => idOf(ctx, registryRefusals.notFound);

async function showUpload(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  return page(<UploadPage ctx={ctx} view={await uploadView(ctx, form)} />, form === EMPTY_FORM ? 200 : 422);
}

async function upload(ctx: WebCtx): Promise<RouteResult> {
  const { form } = ctx.request;
  const t = importTexts(ctx.locale);
  const messages = { clase: t('kind.wrong'), sistema: t('source.wrong'), unidad: t('unit.wrong') };
  const parsed = parseForm(uploadForm, form, ctx.locale, messages);
  const file = await readUpload(ctx, 'archivo', ['csv']);
  if (!parsed.ok || !file.ok) {
    const errors = { ...(parsed.ok ? {} : parsed.state.errors), ...(file.ok ? {} : { archivo: file.problem }) };
    return showUpload(ctx, refusedForm(form, errors));
  }
  const units = (await importUnits(ctx)).map(({ value }) => value);
  const unitId = units.length === 1 ? units[0] : units.find((unit) => unit === parsed.data.unidad);
  if (!unitId || ctx.actor.kind !== 'staff') return showUpload(ctx, refusedForm(form, { unidad: t('unit.wrong') }));
  const { name, content } = file.upload;
  const { clase: kind, sistema: source } = parsed.data;
  const created = await createImport(ctx, {
    agencyId: ctx.actor.agencyId,
    unitId,
    source,
    kind,
    fileName: name,
    content,
  });
  if (created.ok) return redirect(`/personal/importar/${created.importId}/columnas`);
  const { code, line } = created.problem;
  return showUpload(ctx, refusedForm(form, { archivo: t(`problem.${code}`, { line: line ?? 1 }) }));
}

async function showColumns(ctx: WebCtx, found: ImportRecord, form?: FormState): Promise<RouteResult> {
  const [first] = await rowsIn(ctx, found.id, 'waiting', 0, 1);
  const state = form ?? filledForm(mappingValues(found.mapping));
  const view = { found, form: state, sample: first?.cells ?? [], fixed: await fixedChoices(ctx) };
  return page(<ColumnsPage ctx={ctx} view={view} />, form ? 422 : 200);
}

async function chooseColumns(ctx: WebCtx): Promise<RouteResult> {
  const found = await getImport(ctx, importIdOf(ctx));
  const mapping = mappingOf(found, ctx.request.form);
  const missing = missingFields(found.kind, mapping);
  if (missing.length > 0) {
    const message = importTexts(ctx.locale)('columns.missing');
    const errors = Object.fromEntries(missing.map((name) => [name, message]));
    return showColumns(ctx, found, refusedForm(ctx.request.form, errors));
  }
  await checkImport(ctx, found.id, mapping);
  return redirect(`/personal/importar/${found.id}`);
}

async function showImport(ctx: WebCtx): Promise<RouteResult> {
  const found = await getImport(ctx, importIdOf(ctx));
  const [counts, wrong, kept] = await Promise.all([
    countRows(ctx, found.id),
    rowsIn(ctx, found.id, 'wrong', 0, SHOWN_ROWS),
    rowsIn(ctx, found.id, 'kept', 0, SHOWN_ROWS),
  ]);
  return page(<ImportPage ctx={ctx} view={{ found, counts, wrong, kept }} />);
}

/** The rows as they came, with one more column that says what is wrong: corrected, it can be brought again. */
async function wrongRows(ctx: WebCtx): Promise<RouteResult> {
  const found = await getImport(ctx, importIdOf(ctx));
  const t = importTexts(ctx.locale);
  async function* lines() {
    yield `\uFEFF${csvLine([...found.headers, t('col.problem')])}`;
    for (let after = 0; ;) {
      const rows = await rowsIn(ctx, found.id, 'wrong', after, PAGE_ROWS);
      for (const row of rows) {
        const why = row.problems.map(({ field, code }) => `${t(`field.${field}`)}: ${t(`cell.${code}`)}`).join('. ');
        yield csvLine([...row.cells, why]);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE_ROWS) return;
      after = last.number;
    }
  }
  const name = found.fileName.replace(/\.\w+$/, '');
  const content = Readable.from(lines());
  return { kind: 'file', content, contentType: 'text/csv; charset=utf-8', download: `${name}-errores.csv` };
}

const access = { kind: 'staff', action: 'registry.import' } as const;
const title = (key: 'title' | 'new' | 'columns') => (locale: WebCtx['locale']) => importTexts(locale)(key);

const step = (name: string, work: (ctx: WebCtx, id: string) => Promise<void>): Route => ({
  method: 'POST',
  url: `/personal/importar/:id/${name}`,
  access,
  csrf: 'form-token',
  async handle(ctx) {
    const id = importIdOf(ctx);
    await work(ctx, id);
    return redirect(`/personal/importar/${id}`);
  },
});

export const importRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/importar',
    access,
    title: title('title'),
    handle: async (ctx) => page(<ImportsPage ctx={ctx} imports={await listImports(ctx)} />),
  },
  { method: 'GET', url: '/personal/importar/nuevo', access, title: title('new'), handle: (ctx) => showUpload(ctx) },
  {
    method: 'POST',
    url: '/personal/importar',
    access,
    csrf: 'form-token',
    body: 'multipart',
    upload: { maxFiles: 1, maxMegabytes: IMPORT_MEGABYTES },
    handle: upload,
  },
  { method: 'GET', url: '/personal/importar/:id', access, title: title('title'), handle: showImport },
  {
    method: 'GET',
    url: '/personal/importar/:id/columnas',
    access,
    title: title('columns'),
    handle: async (ctx) => showColumns(ctx, await getImport(ctx, importIdOf(ctx))),
  },
  {
    method: 'POST',
    url: '/personal/importar/:id/columnas',
    access,
    csrf: 'form-token',
    handle: chooseColumns,
  },
  step('confirmar', confirmImport),
  step('deshacer', undoImport),
  { method: 'GET', url: '/personal/importar/:id/errores.csv', access, handle: wrongRows },
];
