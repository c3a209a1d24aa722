import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { endSubstitution, fillPost, nameSubstitute, vacatePost } from '#modules/agencies/index.ts';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { getManaged } from '../authority.ts';
import { inviteAgain } from '../commands/invite.ts';
import { disableAccount, enableAccount, endAllSessions, resetSecondFactor } from '../commands/manage-access.ts';
import { manageTexts } from '../manage-texts.ts';
import { ACCOUNT_STATES, getManagedAccount, listManagedAccounts } from '../queries/managed-accounts.ts';
import { orRefused, textOf } from './answers.ts';
import { AccountsPage } from './managed-list.tsx';
import { ManagedPage } from './managed-view.tsx';
import { LinkPage, newAccountRoutes, postMessages, postShape } from './new-account.tsx';

const access = { kind: 'staff', action: 'staff.manage' } as const;
const csrf = 'form-token';
const title: Route['title'] = (locale) => manageTexts(locale)('title');
/** More than an agency has in one unit; who has more in reach searches for the person's own unit. */
const MOST_COLLEAGUES = 500;

async function showList(ctx: WebCtx): Promise<RouteResult> {
  const { q = '', estado = '', despues } = ctx.request.query;
  const state = ACCOUNT_STATES.find((one) => one === estado);
  const words = q.slice(0, 80);
  const found = await listManagedAccounts(ctx, {
    words,
    ...(state ? { state } : {}),
    ...(despues ? { after: despues } : {}),
  });
  const query = { ...(words ? { q: words } : {}), ...(state ? { estado: state } : {}) };
  return page(<AccountsPage ctx={ctx} {...found} query={query} />);
}

/** An id from the form; one that is none belongs to nothing. */
function idIn(ctx: WebCtx, field: string): string {
  const id = textOf(ctx, field);
  if (!isId(id)) throw new Refusal(accessRefusals.notFound);
  return id;
}

async function show(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const managed = await getManagedAccount(ctx, idOf(ctx));
  const { rows } = await listManagedAccounts(ctx, { state: 'active', limit: MOST_COLLEAGUES });
  const colleagues = rows.filter(({ id }) => id !== managed.account.id);
  return page(<ManagedPage {...{ ctx, managed, form, colleagues }} />, hasErrors(form) ? 422 : 200);
}

/** As `back`; somebody without any post left in the actor's units is no longer there to go back to. */
async function backIfThere(ctx: WebCtx, done: Done): Promise<RouteResult> {
  try {
    await getManaged(ctx, idOf(ctx));
    return back(ctx, done);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== accessRefusals.notFound) throw error;
    return redirect('/personal/cuentas', { kind: 'success', text: manageTexts(ctx.locale)(`done.${done}`) });
  }
}

type Done = 'post' | 'vacate' | 'substitute' | 'standIn' | 'disable' | 'enable' | 'reset';

function back(ctx: WebCtx, done: Done): RouteResult {
  const text = manageTexts(ctx.locale)(`done.${done}`);
  return redirect(`/personal/cuentas/${idOf(ctx)}`, { kind: 'success', text });
}

const postForm = z.object(postShape);

async function givePost(ctx: WebCtx): Promise<RouteResult> {
  const { account } = await getManaged(ctx, idOf(ctx));
  const parsed = parseForm(postForm, { unidad: '', ...ctx.request.form }, ctx.locale, postMessages(ctx));
  if (!parsed.ok) return show(ctx, parsed.state);
  const { unidad, puesto, permisos } = parsed.data;
  await fillPost(ctx, { unitId: unidad, title: puesto, roles: permisos, holderId: account.id });
  return back(ctx, 'post');
}

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const substituteForm = z.object({ suplir: z.uuid(), persona: z.uuid(), desde: day, hasta: day });

async function substitute(ctx: WebCtx): Promise<RouteResult> {
  const t = manageTexts(ctx.locale);
  const messages = { persona: t('personWrong'), desde: t('dateWrong'), hasta: t('dateWrong') };
  const parsed = parseForm(substituteForm, ctx.request.form, ctx.locale, messages);
  if (!parsed.ok) return show(ctx, parsed.state);
  const { suplir, persona, desde, hasta } = parsed.data;
  const { account } = await getManaged(ctx, persona);
  await nameSubstitute(ctx, { postId: suplir, staffId: account.id, from: desde, until: hasta });
  return back(ctx, 'substitute');
}

/** A changing request on one account: a mistake shows the account again with what was typed. */
function act(url: string, work: (ctx: WebCtx) => Promise<RouteResult>): Route {
  return {
    method: 'POST',
    url: `/personal/cuentas/:id/${url}`,
    access,
    csrf,
    handle: (ctx) =>
      orRefused(
        ctx,
        () => work(ctx),
        (form) => show(ctx, form),
      ),
  };
}

export const managedRoutes: readonly Route[] = [
  { method: 'GET', url: '/personal/cuentas', access, title, handle: showList },
  ...newAccountRoutes,
  { method: 'GET', url: '/personal/cuentas/:id', access, title, handle: (ctx) => show(ctx, EMPTY_FORM) },
  act('puestos', givePost),
  act('puestos/terminar', async (ctx) => {
    await vacatePost(ctx, idIn(ctx, 'puesto'));
    return backIfThere(ctx, 'vacate');
  }),
  act('suplencias', substitute),
  act('suplencias/terminar', async (ctx) => {
    await endSubstitution(ctx, idIn(ctx, 'suplencia'));
    return backIfThere(ctx, 'standIn');
  }),
  act('liga', async (ctx) => {
    const invitation = await inviteAgain(ctx, idOf(ctx));
    const { account } = await getManaged(ctx, idOf(ctx));
    return page(<LinkPage ctx={ctx} name={account.name} invitation={invitation} accountId={account.id} />);
  }),
  act('reponer', async (ctx) => {
    await resetSecondFactor(ctx, idOf(ctx));
    return back(ctx, 'reset');
  }),
  act('cerrar-sesiones', async (ctx) => {
    const count = await endAllSessions(ctx, idOf(ctx));
    const text = manageTexts(ctx.locale)('done.sessions', { count });
    return redirect(`/personal/cuentas/${idOf(ctx)}`, { kind: 'success', text });
  }),
  act('deshabilitar', async (ctx) => {
    await disableAccount(ctx, idOf(ctx));
    return back(ctx, 'disable');
  }),
  act('habilitar', async (ctx) => {
    await enableAccount(ctx, idOf(ctx));
    return back(ctx, 'enable');
  }),
];
