import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import type { Flash, RouteResult, WebCtx } from '#platform/http/routes.ts';
import { sameSitePath } from '#platform/http/same-site-path.ts';
import { logOut } from '../commands/log-in.ts';
import { sessionCookieName } from '#platform/http/session-cookie.ts';
import { SITE_PATHS } from '#web/page-context.ts';
import type { FormState } from '#web/ui/form/form-state.ts';

/** One field of the form as text, without white space around it. */
export function textOf(ctx: WebCtx, name: string): string {
  const value = ctx.request.form[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** A password as typed: a space at its end is part of it. */
export function passwordOf(ctx: WebCtx, name: string): string {
  const value = ctx.request.form[name];
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

/** The page to go to afterwards, from the form or the address. */
export function returnPath(ctx: WebCtx): string {
  return sameSitePath(textOf(ctx, 'volver') || ctx.request.query.volver, SITE_PATHS.staffHome);
}

/** Leads on, with the new secret of the session. */
export function withSession(ctx: WebCtx, cookie: string, location: string, flash?: Flash): RouteResult {
  const cookies = [{ name: sessionCookieName(ctx.publicUrl), value: cookie }];
  return { kind: 'redirect', location, cookies, ...(flash ? { flash } : {}) };
}

/** As `withSession`, for a new session: the one that this browser had before ends, or it would stay open unseen. */
export async function withNewSession(ctx: WebCtx, cookie: string, location: string): Promise<RouteResult> {
  if (ctx.session) await logOut(ctx, ctx.session.id);
  return withSession(ctx, cookie, location);
}

/** Leads on, and the browser forgets the session. */
export function withoutSession(ctx: WebCtx, location: string): RouteResult {
  return {
    kind: 'redirect',
    location,
    cookies: [{ name: sessionCookieName(ctx.publicUrl), value: '', maxAge: 0 }],
  };
}

/** Answers a refusal that a person can mend (422) with the same page, the reason at the top and what was typed. */
export async function orRefused(
  ctx: WebCtx,
  work: () => Promise<RouteResult>,
  again: (form: FormState) => Promise<RouteResult>,
): Promise<RouteResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind.status !== 422) throw error;
    const { kind, data } = error;
    const reason = `${kind.message(ctx.locale, data)} ${kind.whatNext(ctx.locale, data)}`;
    return again(refusedForm(ctx.request.form, {}, reason));
  }
}
