import { z } from 'zod';
import { transact } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { sealedCookie } from '#platform/http/sealed-cookie.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import {
  CHANNELS,
  confirmVerification,
  normaliseEmail,
  normaliseMobile,
  startAccess,
  withdrawConsent,
  type Channel,
} from '#modules/people/index.ts';
import { EMPTY_FORM, type FormState } from '#web/ui/form/form-state.ts';
import { receiveRequest } from '../commands/receive-request.ts';
import { RIGHTS } from '../domain/requests.ts';
import { myDataTexts } from '../my-data-texts.ts';
import { privacyPageTexts } from '../page-texts.ts';
import { fileAsJson, maskedFile, personalFile, type PersonalFile } from '../queries/personal-file.ts';
import { AskAddressPage, AskCodePage, MY_DATA, MyDataPage } from './my-data-pages.tsx';

const SOURCE = 'my-data-page';
/** A code that is on its way, or the people whose address was proved. */
const proof = sealedCookie(
  'mis-datos',
  15,
  z.object({ verificationId: z.string().optional(), personIds: z.array(z.uuid()).optional() }),
);

const field = (ctx: WebCtx, name: string): string => String(ctx.request.form[name] ?? '').trim();

/** The visitor acts as the people whose address they proved. */
function asCitizen(ctx: WebCtx): WebCtx | undefined {
  const personIds = proof.find(ctx)?.personIds;
  return personIds && { ...ctx, actor: { kind: 'citizen', personIds } };
}

async function agenciesOf(ctx: WebCtx): Promise<{ id: string; name: string }[]> {
  const offices = await listOffices(ctx.db);
  return [...new Map(offices.map(({ agencyId, agencyName }) => [agencyId, agencyName]))].map(([id, name]) => ({
    id,
    name,
  }));
}

function addressOf(written: string): { channel: Channel; address: string } | undefined {
  if (written.includes('@')) {
    const address = normaliseEmail(written);
    return address === undefined ? undefined : { channel: 'email', address };
  }
  const mobile = normaliseMobile(written);
  return mobile.ok ? { channel: 'sms', address: mobile.e164 } : undefined;
}

async function ask(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const agencies = await agenciesOf(ctx);
  return page(<AskAddressPage ctx={ctx} form={form} agencies={agencies} />, form === EMPTY_FORM ? 200 : 422);
}

const wordsOf = ({ kind, data }: Refusal, locale: Locale): string =>
  `${kind.message(locale, data)} ${kind.whatNext(locale, data)}`;

async function sendCode(ctx: WebCtx): Promise<RouteResult> {
  const t = myDataTexts(ctx.locale);
  const agencies = await agenciesOf(ctx);
  const agencyId = (agencies.find(({ id }) => id === field(ctx, 'dependencia')) ?? agencies[0])?.id;
  const address = addressOf(field(ctx, 'address'));
  if (!address || !agencyId) return ask(ctx, refusedForm(ctx.request.form, { address: t('addressWrong') }));
  try {
    const { verificationId } = await startAccess(ctx, { agencyId, ...address });
    return { kind: 'redirect', location: `${MY_DATA}/codigo`, cookies: [proof.keep(ctx, { verificationId })] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return ask(ctx, refusedForm(ctx.request.form, { address: wordsOf(error, ctx.locale) }));
  }
}

async function showCode(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  if (!proof.find(ctx)?.verificationId) return redirect(MY_DATA);
  return page(<AskCodePage ctx={ctx} form={form} />, form === EMPTY_FORM ? 200 : 422);
}

async function takeCode(ctx: WebCtx): Promise<RouteResult> {
  const verificationId = proof.find(ctx)?.verificationId;
  if (!verificationId) return redirect(MY_DATA);
  const code = field(ctx, 'code').replace(/\D/g, '');
  if (code.length !== 6) return showCode(ctx, refusedForm({}, { code: myDataTexts(ctx.locale)('codeWrong') }));
  try {
    const { personIds } = await confirmVerification(ctx, { verificationId, code, source: SOURCE });
    const cookies = [proof.keep(ctx, { personIds: [...personIds] })];
    return { kind: 'redirect', location: `${MY_DATA}/ver`, cookies };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showCode(ctx, refusedForm({}, { code: wordsOf(error, ctx.locale) }));
  }
}

/** Masked: whoever holds one telephone of a family need not learn the others. */
async function filesOf(citizen: WebCtx): Promise<PersonalFile[]> {
  const ids = citizen.actor.kind === 'citizen' ? citizen.actor.personIds : [];
  return transact(citizen, async (tx) => {
    const files: PersonalFile[] = [];
    for (const id of ids) files.push(maskedFile(await personalFile(tx, id)));
    return files;
  });
}

async function show(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const citizen = asCitizen(ctx);
  if (!citizen) return redirect(MY_DATA);
  const files = await filesOf(citizen);
  const services = await serviceNames(ctx.db, ctx.locale);
  const view = <MyDataPage ctx={ctx} files={files} services={services} form={form} />;
  return page(view, form === EMPTY_FORM ? 200 : 422);
}

async function download(ctx: WebCtx): Promise<RouteResult> {
  const citizen = asCitizen(ctx);
  if (!citizen) return redirect(MY_DATA);
  const content = (await filesOf(citizen)).map(fileAsJson);
  return {
    kind: 'file',
    content: content.length === 1 ? (content[0] ?? '') : `[${content.join(',\n')}]\n`,
    contentType: 'application/json; charset=utf-8',
    download: 'mis-datos.json',
  };
}

async function withdraw(ctx: WebCtx): Promise<RouteResult> {
  const citizen = asCitizen(ctx);
  const channel = CHANNELS.find((one) => one === field(ctx, 'medio'));
  if (!citizen || !channel) return redirect(MY_DATA);
  await withdrawConsent(citizen, { personId: field(ctx, 'persona'), channel, source: SOURCE });
  return redirect(`${MY_DATA}/ver`, { kind: 'success', text: myDataTexts(ctx.locale)('withdrawn') });
}

const requestSchema = z.object({ persona: z.uuid(), kind: z.enum(RIGHTS), asked: z.string().max(1000) });

async function request(ctx: WebCtx): Promise<RouteResult> {
  const citizen = asCitizen(ctx);
  if (!citizen) return redirect(MY_DATA);
  const p = privacyPageTexts(ctx.locale);
  const words = { kind: p('chooseKind'), asked: p('writeAsked') };
  const parsed = parseForm(requestSchema, ctx.request.form, ctx.locale, words);
  if (!parsed.ok) return show(ctx, parsed.state);
  const { persona, kind, asked } = parsed.data;
  const { folio } = await receiveRequest(citizen, { personId: persona, kind, asked, identity: 'code' });
  return redirect(`${MY_DATA}/ver`, { kind: 'success', text: myDataTexts(ctx.locale)('requestDone', { folio }) });
}

async function leave(ctx: WebCtx): Promise<RouteResult> {
  const flash = { kind: 'success', text: myDataTexts(ctx.locale)('left') } as const;
  return { kind: 'redirect', location: MY_DATA, flash, cookies: [proof.none] };
}

const title = (key: 'title' | 'codeTitle') => (locale: Locale) => myDataTexts(locale)(key);
const shown = { access: { kind: 'public' }, noStore: true } as const;
const sent = { ...shown, csrf: 'form-token' } as const;
const LOOK = { name: 'my-data', burst: 60, seconds: 60 } as const;
const CODES = { name: 'code-request', burst: 8, seconds: 900 } as const;
const TRIES = { name: 'code-try', burst: 20, seconds: 300 } as const;

/** X2, R9: what is held of me, by a code to my own telephone or mailbox and without an account. */
export const myDataRoutes: readonly Route[] = [
  {
    ...shown,
    method: 'GET',
    url: MY_DATA,
    rateLimit: LOOK,
    title: title('title'),
    handle: (ctx) => ask(ctx, EMPTY_FORM),
  },
  { ...sent, method: 'POST', url: MY_DATA, rateLimit: CODES, handle: sendCode },
  {
    ...shown,
    method: 'GET',
    url: `${MY_DATA}/codigo`,
    rateLimit: LOOK,
    title: title('codeTitle'),
    handle: (ctx) => showCode(ctx),
  },
  { ...sent, method: 'POST', url: `${MY_DATA}/codigo`, rateLimit: TRIES, handle: takeCode },
  {
    ...shown,
    method: 'GET',
    url: `${MY_DATA}/ver`,
    rateLimit: LOOK,
    title: title('title'),
    handle: (ctx) => show(ctx),
  },
  { ...shown, method: 'GET', url: `${MY_DATA}/descargar`, rateLimit: LOOK, title: title('title'), handle: download },
  { ...sent, method: 'POST', url: `${MY_DATA}/retirar`, rateLimit: LOOK, handle: withdraw },
  { ...sent, method: 'POST', url: `${MY_DATA}/solicitar`, rateLimit: CODES, handle: request },
  { ...sent, method: 'POST', url: `${MY_DATA}/salir`, handle: leave },
];
