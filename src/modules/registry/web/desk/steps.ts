import { refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { assignProcedure } from '../../commands/assign-procedure.ts';
import { confirmProposal } from '../../commands/confirm-proposal.ts';
import { deliverProcedure } from '../../commands/deliver-procedure.ts';
import { IDENTITY_CHECKS } from '../../domain/identity.ts';
import { proposeOutcome } from '../../commands/propose-outcome.ts';
import { reenterProcedure } from '../../commands/reenter-procedure.ts';
import { releaseProcedure } from '../../commands/release-procedure.ts';
import { returnProposal } from '../../commands/return-proposal.ts';
import { signProcedure } from '../../commands/sign-procedure.ts';
import { takeNext } from '../../commands/take-next.ts';
import { takeProcedure } from '../../commands/take-procedure.ts';
import { withdrawProcedure } from '../../commands/withdraw-procedure.ts';
import { deskTexts } from '../../desk-texts.ts';
import { getProcedure } from '../../queries/procedure.ts';
import { workTexts } from '../../work-texts.ts';
import { showDetail } from './detail.tsx';
import { parseOutcome } from './reasons.tsx';
import { withStepUp } from './step-up.ts';

/** Back to the procedure, with a word on what was done. */
async function done(ctx: WebCtx, words: (folio: string) => string): Promise<RouteResult> {
  const { folio, id } = await getProcedure(ctx, idOf(ctx));
  return redirect(`/personal/registro/${id}`, { kind: 'success', text: words(folio) });
}

function text(ctx: WebCtx, field: string): string {
  const value = ctx.request.form[field];
  return typeof value === 'string' ? value.trim() : '';
}

async function next(ctx: WebCtx): Promise<RouteResult> {
  const id = await takeNext(ctx);
  if (!id) return redirect('/personal', { kind: 'warning', text: workTexts(ctx.locale)('nothingNext') });
  const { folio } = await getProcedure(ctx, id);
  const said = deskTexts(ctx.locale)('doneTaken', { folio });
  return redirect(`/personal/registro/${id}`, { kind: 'success', text: said });
}

async function take(ctx: WebCtx): Promise<RouteResult> {
  await takeProcedure(ctx, idOf(ctx));
  return done(ctx, (folio) => deskTexts(ctx.locale)('doneTaken', { folio }));
}

async function release(ctx: WebCtx): Promise<RouteResult> {
  await releaseProcedure(ctx, idOf(ctx));
  return done(ctx, (folio) => workTexts(ctx.locale)('doneReleased', { folio }));
}

async function assign(ctx: WebCtx): Promise<RouteResult> {
  const w = workTexts(ctx.locale);
  const staffId = text(ctx, 'analista');
  if (!isId(staffId)) return showDetail(ctx, refusedForm(ctx.request.form, { analista: w('chooseAnalyst') }), 'assign');
  await assignProcedure(ctx, { procedureId: idOf(ctx), staffId });
  return redirect(`/personal/registro/${idOf(ctx)}`);
}

async function propose(ctx: WebCtx): Promise<RouteResult> {
  const parsed = parseOutcome(ctx);
  if (!parsed.ok) return showDetail(ctx, parsed.state, 'propose');
  await proposeOutcome(ctx, { procedureId: idOf(ctx), outcome: parsed.outcome, reasons: parsed.reasons });
  return done(ctx, (folio) => workTexts(ctx.locale)('doneProposed', { folio }));
}

async function returnIt(ctx: WebCtx): Promise<RouteResult> {
  const w = workTexts(ctx.locale);
  const note = text(ctx, 'note').slice(0, 200);
  if (!note) return showDetail(ctx, refusedForm(ctx.request.form, { note: w('returnNeeded') }), 'return');
  await returnProposal(ctx, { procedureId: idOf(ctx), note });
  return done(ctx, (folio) => w('doneReturned', { folio }));
}

async function sign(ctx: WebCtx): Promise<RouteResult> {
  const parsed = parseOutcome(ctx);
  if (!parsed.ok) return showDetail(ctx, parsed.state, 'sign');
  const { outcome, reasons } = parsed;
  await signProcedure(ctx, { procedureId: idOf(ctx), outcome, reasons });
  return done(ctx, (folio) => deskTexts(ctx.locale)('doneSigned', { folio }));
}

async function confirm(ctx: WebCtx): Promise<RouteResult> {
  return withStepUp(`/personal/registro/${idOf(ctx)}`, async () => {
    await confirmProposal(ctx, { procedureId: idOf(ctx), seen: text(ctx, 'visto') });
    return done(ctx, (folio) => deskTexts(ctx.locale)('doneSigned', { folio }));
  });
}

async function deliver(ctx: WebCtx): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const identity = IDENTITY_CHECKS.find((check) => check === ctx.request.form.identity);
  const proxy = text(ctx, 'proxy').slice(0, 120);
  const refuse = (errors: Record<string, string>) => showDetail(ctx, refusedForm(ctx.request.form, errors), 'deliver');
  if (!identity) return refuse({ identity: t('identityNeeded') });
  if (identity === 'power-of-attorney' && !proxy) return refuse({ proxy: t('proxyNeeded') });
  await deliverProcedure(ctx, idOf(ctx), identity, identity === 'power-of-attorney' ? proxy : undefined);
  return done(ctx, (folio) => t('doneDelivered', { folio }));
}

async function reenter(ctx: WebCtx): Promise<RouteResult> {
  await reenterProcedure(ctx, idOf(ctx));
  return done(ctx, (folio) => deskTexts(ctx.locale)('doneReentered', { folio }));
}

async function withdraw(ctx: WebCtx): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const reason = text(ctx, 'reason').slice(0, 200);
  if (!reason) return showDetail(ctx, refusedForm(ctx.request.form, { reason: t('withdrawNeeded') }), 'withdraw');
  await withdrawProcedure(ctx, idOf(ctx), reason);
  return done(ctx, (folio) => t('doneWithdrawn', { folio }));
}

function step(url: string, action: string, handle: (ctx: WebCtx) => Promise<RouteResult>): Route {
  return {
    method: 'POST',
    url: `/personal/registro/${url}`,
    access: { kind: 'staff', action },
    csrf: 'form-token',
    handle,
  };
}

export const stepRoutes: readonly Route[] = [
  step('siguiente', 'registry.analyse', next),
  step(':id/tomar', 'registry.analyse', take),
  step(':id/soltar', 'registry.analyse', release),
  step(':id/asignar', 'registry.assign', assign),
  step(':id/proponer', 'registry.analyse', propose),
  step(':id/devolver', 'registry.sign', returnIt),
  step(':id/firmar', 'registry.sign', sign),
  step(':id/confirmar', 'registry.sign', confirm),
  step(':id/entregar', 'registry.deliver', deliver),
  step(':id/reingresar', 'registry.enter', reenter),
  step(':id/desistir', 'registry.enter', withdraw),
];
