import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { EMPTY_FORM, filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { liftSuppression } from '../commands/lift-suppression.ts';
import { noticeRefusals } from '../errors.ts';
import { getSuppression, readAddress, searchSuppressions } from '../queries/suppressions.ts';
import { SUPPRESSION_REASONS } from '../store/suppressions.ts';
import { suppressionTexts } from '../suppression-texts.ts';
import { agencyOf } from './notice-sections.tsx';
import { SuppressionPage } from './suppression-detail.tsx';
import { SuppressionListPage } from './suppression-list.tsx';

const LIST = '/personal/avisos/sin-avisos';
const title: Route['title'] = (locale) => suppressionTexts(locale)('title');

async function list(ctx: WebCtx): Promise<RouteResult> {
  const { buscar = '', canal = '', motivo = '', anteriores, antes } = ctx.request.query;
  const written = buscar.trim().slice(0, 120);
  const channel = (['sms', 'email'] as const).find((one) => one === canal);
  const reason = SUPPRESSION_REASONS.find((one) => one === motivo);
  const past = anteriores !== undefined;
  const address = readAddress(written);
  const fields = { buscar: written, canal, motivo, ...(past && { anteriores: '1' }) };
  if (written !== '' && address === undefined) {
    const form = refusedForm(fields, { buscar: suppressionTexts(ctx.locale)('noAddress') });
    return page(<SuppressionListPage ctx={ctx} rows={[]} form={form} next={undefined} />, 422);
  }
  const { rows, more } = await searchSuppressions(ctx, agencyOf(ctx), {
    ...(address !== undefined && { address }),
    ...(channel && { channel }),
    ...(reason && { reason }),
    ...(isId(antes) && { before: antes }),
    past,
  });
  const last = rows.at(-1);
  const next = new URLSearchParams({ ...ctx.request.query, antes: last?.id ?? '' });
  const form = filledForm(fields);
  return page(<SuppressionListPage ctx={ctx} rows={rows} form={form} next={more ? `${LIST}?${next}` : undefined} />);
}

async function detail(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const found = await getSuppression(ctx, agencyOf(ctx), idOf(ctx, noticeRefusals.unknownSuppression));
  return page(<SuppressionPage ctx={ctx} {...found} form={form} />, hasErrors(form) ? 422 : 200);
}

async function lift(ctx: WebCtx): Promise<RouteResult> {
  const id = idOf(ctx, noticeRefusals.unknownSuppression);
  const because = String(ctx.request.form.because ?? '').slice(0, 300);
  try {
    await liftSuppression(ctx, { id, because });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== noticeRefusals.reasonNeeded) throw error;
    const { message, whatNext } = error.kind;
    const words = `${message(ctx.locale, {})} ${whatNext(ctx.locale, {})}`;
    return detail(ctx, refusedForm({ because }, { because: words }));
  }
  return redirect(`${LIST}/${id}`, { kind: 'success', text: suppressionTexts(ctx.locale)('done') });
}

export const suppressionRoutes: readonly Route[] = [
  { method: 'GET', url: LIST, access: { kind: 'staff', action: 'notifications.read' }, title, handle: list },
  {
    method: 'GET',
    url: `${LIST}/:id`,
    access: { kind: 'staff', action: 'notifications.read' },
    title,
    handle: (ctx) => detail(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: `${LIST}/:id`,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    handle: lift,
  },
];
