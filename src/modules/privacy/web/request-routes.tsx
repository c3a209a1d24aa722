import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import { readPerson } from '#modules/people/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { answerRequest, extendTerm, withdrawRequest } from '../commands/answer-request.ts';
import { fulfilRequest } from '../commands/fulfil-request.ts';
import { IDENTITY_PROOFS } from '../domain/requests.ts';
import { privacyRefusals } from '../errors.ts';
import { myDataTexts } from '../my-data-texts.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { fileAsJson, fileForRequest, type PersonalFile } from '../queries/personal-file.ts';
import { getRequest } from '../queries/requests.ts';
import { FileView } from './file-view.tsx';
import { DetailPage } from './request-detail.tsx';
import { REQUESTS } from './request-list.tsx';

async function show(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const request = await getRequest(ctx, idOf(ctx));
  const person = await readPerson(ctx, request.personId);
  const accounts = request.steps.map(({ actor }) => actor.replace('staff:', '')).filter((id) => isId(id));
  const names = new Map((await listStaffNames(ctx.db, accounts)).map(({ id, name }) => [id, name]));
  return page(<DetailPage ctx={ctx} view={{ request, person, names, form }} />, form === EMPTY_FORM ? 200 : 422);
}

const done = (ctx: WebCtx, key: 'answered' | 'extended' | 'takenBack' | 'fulfilledDone'): RouteResult =>
  redirect(`${REQUESTS}/${idOf(ctx)}`, { kind: 'success', text: privacyPageTexts(ctx.locale)(key) });

const answerSchema = z.object({
  decision: z.enum(['grant', 'refuse']),
  grounds: z.string().max(1000),
  identity: z.enum(IDENTITY_PROOFS).optional(),
});

async function answer(ctx: WebCtx): Promise<RouteResult> {
  const t = privacyPageTexts(ctx.locale);
  const words = { decision: t('chooseDecision'), grounds: t('writeGrounds'), identity: t('chooseIdentity') };
  const parsed = parseForm(answerSchema, ctx.request.form, ctx.locale, words);
  if (!parsed.ok) return show(ctx, parsed.state);
  const { decision, ...rest } = parsed.data;
  try {
    await answerRequest(ctx, { requestId: idOf(ctx), granted: decision === 'grant', ...rest });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== privacyRefusals.identityNeeded) throw error;
    return show(ctx, refusedForm(ctx.request.form, { identity: t('identityNowHint') }));
  }
  return done(ctx, 'answered');
}

async function extend(ctx: WebCtx): Promise<RouteResult> {
  const t = privacyPageTexts(ctx.locale);
  const schema = z.object({ reason: z.string().max(500) });
  const parsed = parseForm(schema, ctx.request.form, ctx.locale, { reason: t('writeReason') });
  if (!parsed.ok) return show(ctx, parsed.state);
  await extendTerm(ctx, { requestId: idOf(ctx), reason: parsed.data.reason });
  return done(ctx, 'extended');
}

async function fulfil(ctx: WebCtx): Promise<RouteResult> {
  const schema = z.object({ names: z.string().max(80).optional(), surnames: z.string().max(80).optional() });
  const parsed = parseForm(schema, ctx.request.form, ctx.locale);
  if (!parsed.ok) return show(ctx, parsed.state);
  try {
    await fulfilRequest(ctx, { requestId: idOf(ctx), ...parsed.data });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== privacyRefusals.nameNeeded) throw error;
    const words = error.kind.whatNext(ctx.locale, {});
    return show(ctx, refusedForm(ctx.request.form, { names: words }));
  }
  return done(ctx, 'fulfilledDone');
}

async function takeBack(ctx: WebCtx): Promise<RouteResult> {
  await withdrawRequest(ctx, idOf(ctx));
  return done(ctx, 'takenBack');
}

interface FileProps {
  readonly ctx: WebCtx;
  readonly folio: string;
  readonly file: PersonalFile;
  readonly services: ReadonlyMap<string, string>;
}

function FilePage({ ctx, folio, file, services }: FileProps) {
  const t = myDataTexts(ctx.locale);
  const name = `${file.person.names} ${file.person.surnames}`;
  return (
    <StaffPage context={ctx.page} title={t('fileTitle')}>
      <p class="no-print">
        <a href={`${REQUESTS}/${idOf(ctx)}`}>{folio}</a>
      </p>
      <h1>{t('fileTitle')}</h1>
      <p class="lead">{t('fileLead', { name, date: formatDate(file.madeAt, ctx.locale), folio })}</p>
      <p class="soft no-print">{t('printFile')}</p>
      <h2>{name}</h2>
      <FileView file={file} services={services} />
    </StaffPage>
  );
}

async function showFile(ctx: WebCtx): Promise<RouteResult> {
  const { folio, file } = await fileForRequest(ctx, idOf(ctx));
  const services = await serviceNames(ctx.db, ctx.locale);
  return page(<FilePage ctx={ctx} folio={folio} file={file} services={services} />);
}

async function downloadFile(ctx: WebCtx): Promise<RouteResult> {
  const { folio, file } = await fileForRequest(ctx, idOf(ctx));
  const contentType = 'application/json; charset=utf-8';
  return { kind: 'file', content: fileAsJson(file), contentType, download: `${folio}.json` };
}

const title: Route['title'] = (locale) => privacyPageTexts(locale)('title');
const read = { access: { kind: 'staff', action: 'privacy.read' }, title } as const;
const act = { method: 'POST', access: { kind: 'staff', action: 'privacy.answer' }, csrf: 'form-token', title } as const;

export const requestRoutes: readonly Route[] = [
  { ...read, method: 'GET', url: `${REQUESTS}/:id`, handle: (ctx) => show(ctx) },
  { ...act, url: `${REQUESTS}/:id/responder`, handle: answer },
  { ...act, url: `${REQUESTS}/:id/ampliar`, handle: extend },
  { ...act, url: `${REQUESTS}/:id/cumplir`, handle: fulfil },
  { ...act, url: `${REQUESTS}/:id/retirar`, handle: takeBack },
  { ...read, method: 'GET', url: `${REQUESTS}/:id/datos`, handle: showFile },
  {
    method: 'GET',
    url: `${REQUESTS}/:id/datos.json`,
    access: { kind: 'staff', action: 'privacy.read' },
    handle: downloadFile,
  },
];
