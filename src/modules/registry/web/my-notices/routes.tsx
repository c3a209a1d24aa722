import { Refusal } from '#platform/errors.ts';
import { parseFolio } from '#platform/folios/folio.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { ownNotices } from '#modules/notifications/index.ts';
import {
  askAboutEmail,
  confirmVerification,
  loadPerson,
  normaliseEmail,
  normaliseMobile,
  startRemoval,
  startVerification,
  WRONG_NUMBER,
  type Channel,
} from '#modules/people/index.ts';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { registryRefusals } from '../../errors.ts';
import { findPublicStatus, type PublicStatus } from '../../queries/procedure.ts';
import { provesSurname } from '../../second-datum.ts';
import { unreachableWords } from '../unreachable-mobile.ts';
import { AddPage, addressesOf, AskSurnamePage, CodePage, NoticesPage, NotMinePage } from './pages.tsx';
import { findProof, NO_PROOF, proofCookie, type Proof } from './proof.ts';
import { myNoticesTexts } from './texts.ts';

const SOURCE = 'status-page';

/** The procedure of the address; a folio that does not exist has no page. */
async function statusOf(ctx: WebCtx): Promise<PublicStatus> {
  const parsed = parseFolio(ctx.request.params.folio ?? '');
  const status = parsed.ok ? await findPublicStatus(ctx, parsed.text) : undefined;
  if (!status) throw new Refusal(registryRefusals.notFound);
  return status;
}

const wordsOf = ({ kind, data }: Refusal, locale: Locale): string =>
  `${kind.message(locale, data)} ${kind.whatNext(locale, data)}`;

const field = (ctx: WebCtx, name: string): string => String(ctx.request.form[name] ?? '').trim();
const channelOf = (written: string | undefined): Channel => (written === 'email' ? 'email' : 'sms');

/** The visitor acts as the citizen whose folio and second datum they gave. */
const asCitizen = (ctx: WebCtx, personId: string): WebCtx => ({
  ...ctx,
  actor: { kind: 'citizen', personIds: [personId] },
});

function normalised(channel: Channel, written: string): string | undefined {
  if (channel === 'sms') {
    const mobile = normaliseMobile(written);
    return mobile.ok ? mobile.e164 : undefined;
  }
  return normaliseEmail(written);
}

async function showNotices(ctx: WebCtx): Promise<RouteResult> {
  const { folio, id } = await statusOf(ctx);
  const personId = findProof(ctx, folio)?.personId;
  if (personId === undefined) return page(<AskSurnamePage ctx={ctx} folio={folio} form={EMPTY_FORM} />);
  const citizen = asCitizen(ctx, personId);
  const person = await loadPerson(citizen, personId);
  const notices = await ownNotices(citizen, { type: 'procedure', id });
  return page(<NoticesPage ctx={ctx} folio={folio} view={{ contacts: person?.contacts ?? [], notices }} />);
}

async function proveSurname(ctx: WebCtx): Promise<RouteResult> {
  const status = await statusOf(ctx);
  const { folio, personId } = status;
  const surname = field(ctx, 'surname').slice(0, 60);
  if (!(await provesSurname(ctx, status, surname))) {
    const wrong = surname.trim() === '' ? 'surnameMissing' : 'surnameWrong';
    const form = refusedForm({ surname }, { surname: myNoticesTexts(ctx.locale)(wrong) });
    return page(<AskSurnamePage ctx={ctx} folio={folio} form={form} />, 422);
  }
  const cookies = [proofCookie(ctx, { folio, personId })];
  return { kind: 'redirect', location: addressesOf(folio).notices, cookies };
}

/** The citizen of this folio, or nothing: then the page asks for the surname (again, when it took too long). */
async function provenOf(ctx: WebCtx): Promise<{ status: PublicStatus; proof: Proof; personId: string } | undefined> {
  const status = await statusOf(ctx);
  const proof = findProof(ctx, status.folio);
  return proof?.personId === undefined ? undefined : { status, proof, personId: proof.personId };
}

const askAgain = (ctx: WebCtx): RouteResult => redirect(`/f/${ctx.request.params.folio}/avisos`);

async function showAdd(ctx: WebCtx): Promise<RouteResult> {
  const proven = await provenOf(ctx);
  if (!proven) return askAgain(ctx);
  const channel = channelOf(ctx.request.query.medio);
  return page(<AddPage ctx={ctx} folio={proven.status.folio} form={EMPTY_FORM} channel={channel} />);
}

/** Why a mobile would get no SMS: no code could ever reach it. */
async function unreachableAddress(
  ctx: WebCtx,
  { personId }: { personId: string },
  channel: Channel,
  address: string,
): Promise<string | undefined> {
  const person = channel === 'sms' ? await loadPerson(asCitizen(ctx, personId), personId) : undefined;
  return person && unreachableWords(ctx, person.agencyId, address);
}

async function add(ctx: WebCtx): Promise<RouteResult> {
  const proven = await provenOf(ctx);
  if (!proven) return askAgain(ctx);
  const { folio } = proven.status;
  const t = myNoticesTexts(ctx.locale);
  const channel = channelOf(field(ctx, 'medio'));
  const { form: written, ask } =
    channel === 'email' ? askAboutEmail(ctx.request.form, 'address') : { form: ctx.request.form };
  const address = normalised(channel, String(written.address ?? '').trim());
  const mistake =
    address === undefined ? t(`${channel}Wrong`) : await unreachableAddress(ctx, proven, channel, address);
  const errors = {
    ...(mistake === undefined ? {} : { address: mistake }),
    ...(field(ctx, 'acepto') === '1' ? {} : { acepto: t('consentNeeded') }),
  };
  if (address === undefined || Object.keys(errors).length > 0) {
    const form = refusedForm(written, errors);
    return page(<AddPage ctx={ctx} folio={folio} form={form} channel={channel} />, 422);
  }
  // Asked before the code leaves: a mistyped domain may be somebody else's mailbox.
  if (ask) return page(<AddPage ctx={ctx} folio={folio} form={filledForm(written)} channel={channel} ask={ask} />);
  const { personId, proof } = proven;
  try {
    const { verificationId } = await startVerification(asCitizen(ctx, personId), { personId, channel, address });
    return awaitCode(
      ctx,
      { ...proof, pending: { verificationId, channel, to: maskAddress(channel, address) } },
      'avisos',
    );
  } catch (error) {
    // Too many codes to one address, most of all: what was typed stays.
    if (!(error instanceof Refusal)) throw error;
    const form = refusedForm(ctx.request.form, { address: wordsOf(error, ctx.locale) });
    return page(<AddPage ctx={ctx} folio={folio} form={form} channel={channel} />, 422);
  }
}

async function remove(ctx: WebCtx): Promise<RouteResult> {
  const proven = await provenOf(ctx);
  if (!proven) return askAgain(ctx);
  const { personId } = proven;
  const person = await loadPerson(asCitizen(ctx, personId), personId);
  const contact = person?.contacts.find(({ id }) => id === field(ctx, 'contacto'));
  if (!contact) return askAgain(ctx);
  const { channel, address } = contact;
  const { verificationId } = await startRemoval(ctx, { personId, channel, address });
  return awaitCode(
    ctx,
    { ...proven.proof, pending: { verificationId, channel, to: maskAddress(channel, address) } },
    'avisos',
  );
}

function awaitCode(ctx: WebCtx, proof: Proof, part: 'avisos' | 'no-es-mio'): RouteResult {
  return { kind: 'redirect', location: `/f/${proof.folio}/${part}/codigo`, cookies: [proofCookie(ctx, proof)] };
}

async function showNotMine(ctx: WebCtx, form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const { folio } = await statusOf(ctx);
  return page(<NotMinePage ctx={ctx} folio={folio} form={form} />, form === EMPTY_FORM ? 200 : 422);
}

async function notMine(ctx: WebCtx): Promise<RouteResult> {
  const { folio, personId } = await statusOf(ctx);
  const written = field(ctx, 'address');
  const channel: Channel = written.includes('@') ? 'email' : 'sms';
  const address = normalised(channel, written);
  if (address === undefined) {
    return showNotMine(ctx, refusedForm({ address: written }, { address: myNoticesTexts(ctx.locale)('notMineWrong') }));
  }
  const { verificationId } = await startRemoval(ctx, { personId, channel, address });
  return awaitCode(
    ctx,
    { folio, pending: { verificationId, channel, to: maskAddress(channel, address) } },
    'no-es-mio',
  );
}

/** The page that asks for the code, of both ways. */
async function showCode(ctx: WebCtx, part: 'avisos' | 'no-es-mio', form: FormState = EMPTY_FORM): Promise<RouteResult> {
  const { folio } = await statusOf(ctx);
  const pending = findProof(ctx, folio)?.pending;
  if (!pending) return redirect(`/f/${folio}/${part}`);
  const t = myNoticesTexts(ctx.locale);
  const lead = part === 'avisos' ? t('codeLead', { to: pending.to }) : t('notMineSent');
  const ways = { action: `/f/${folio}/${part}/codigo`, again: `/f/${folio}/${part}` };
  const view = <CodePage ctx={ctx} folio={folio} form={form} lead={lead} {...ways} />;
  return page(view, form === EMPTY_FORM ? 200 : 422);
}

async function confirm(ctx: WebCtx, part: 'avisos' | 'no-es-mio'): Promise<RouteResult> {
  const { folio } = await statusOf(ctx);
  const proof = findProof(ctx, folio);
  if (!proof?.pending) return redirect(`/f/${folio}/${part}`);
  const t = myNoticesTexts(ctx.locale);
  const code = field(ctx, 'code').replace(/\D/g, '');
  if (code.length !== 6) return showCode(ctx, part, refusedForm({}, { code: t('codeWrong') }));
  try {
    const { purpose } = await confirmVerification(ctx, {
      verificationId: proof.pending.verificationId,
      code,
      source: part === 'avisos' ? SOURCE : WRONG_NUMBER,
    });
    const text = part === 'no-es-mio' ? t('notMineDone') : t(purpose === 'add_channel' ? 'added' : 'removed');
    const cookies = proof.personId === undefined ? [NO_PROOF] : [proofCookie(ctx, { folio, personId: proof.personId })];
    const location = part === 'avisos' ? addressesOf(folio).notices : addressesOf(folio).status;
    return { kind: 'redirect', location, flash: { kind: 'success', text }, cookies };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showCode(ctx, part, refusedForm({}, { code: wordsOf(error, ctx.locale) }));
  }
}

async function leave(ctx: WebCtx): Promise<RouteResult> {
  const { folio } = await statusOf(ctx);
  const flash = { kind: 'success', text: myNoticesTexts(ctx.locale)('left') } as const;
  return { kind: 'redirect', location: addressesOf(folio).status, flash, cookies: [NO_PROOF] };
}

const title = (key: 'title' | 'codeTitle' | 'notMineTitle') => (locale: Locale) => myNoticesTexts(locale)(key);
const shown = { access: { kind: 'public' }, noStore: true } as const;
const sent = { ...shown, csrf: 'form-token' } as const;
const LOOK = { name: 'folio', burst: 60, seconds: 60 } as const;
const SECOND_DATUM = { name: 'second-datum', burst: 10, seconds: 300 } as const;
const CODES = { name: 'code-request', burst: 8, seconds: 900 } as const;
const TRIES = { name: 'code-try', burst: 20, seconds: 300 } as const;

/** R10: without an account, by folio and second datum or by a code to the address itself. */
export const myNoticesRoutes: readonly Route[] = [
  { ...shown, method: 'GET', url: '/f/:folio/avisos', rateLimit: LOOK, title: title('title'), handle: showNotices },
  { ...sent, method: 'POST', url: '/f/:folio/avisos', rateLimit: SECOND_DATUM, handle: proveSurname },
  { ...shown, method: 'GET', url: '/f/:folio/avisos/agregar', rateLimit: LOOK, title: title('title'), handle: showAdd },
  { ...sent, method: 'POST', url: '/f/:folio/avisos/agregar', rateLimit: CODES, handle: add },
  { ...sent, method: 'POST', url: '/f/:folio/avisos/quitar', rateLimit: CODES, handle: remove },
  {
    ...shown,
    method: 'GET',
    url: '/f/:folio/avisos/codigo',
    rateLimit: LOOK,
    title: title('codeTitle'),
    handle: (ctx) => showCode(ctx, 'avisos'),
  },
  {
    ...sent,
    method: 'POST',
    url: '/f/:folio/avisos/codigo',
    rateLimit: TRIES,
    handle: (ctx) => confirm(ctx, 'avisos'),
  },
  { ...sent, method: 'POST', url: '/f/:folio/avisos/salir', handle: leave },
  {
    ...shown,
    method: 'GET',
    url: '/f/:folio/no-es-mio',
    rateLimit: LOOK,
    title: title('notMineTitle'),
    handle: (ctx) => showNotMine(ctx),
  },
  { ...sent, method: 'POST', url: '/f/:folio/no-es-mio', rateLimit: CODES, handle: notMine },
  {
    ...shown,
    method: 'GET',
    url: '/f/:folio/no-es-mio/codigo',
    rateLimit: LOOK,
    title: title('codeTitle'),
    handle: (ctx) => showCode(ctx, 'no-es-mio'),
  },
  {
    ...sent,
    method: 'POST',
    url: '/f/:folio/no-es-mio/codigo',
    rateLimit: TRIES,
    handle: (ctx) => confirm(ctx, 'no-es-mio'),
  },
];
