import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { redriveMessages } from '../commands/redrive-messages.ts';
import { steerCarrier } from '../commands/steer-carrier.ts';
import { noticeRefusals } from '../errors.ts';
import { operationsTexts } from '../operations-texts.ts';
import { readOperations } from '../queries/operations.ts';
import { agencyOf } from './notice-sections.tsx';
import { OperationsPage, type OperationsView } from './operations-page.tsx';

const URL_OF_PAGE = '/personal/avisos/operacion';
const title = (locale: Locale) => operationsTexts(locale)('title');

const steerSchema = z.object({
  enabled: z.literal('si').optional(),
  weight: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().max(100)),
});
const redriveSchema = z.object({ channel: z.enum(['sms', 'email']), reason: z.string() });

async function show(ctx: WebCtx, refused?: OperationsView['refused']): Promise<RouteResult> {
  const operations = await readOperations(ctx, agencyOf(ctx));
  const offices = new Map((await listOffices(ctx.db)).map(({ unitId, name }) => [unitId, name]));
  const view = { operations, offices, ...(refused && { refused }) };
  return page(<OperationsPage ctx={ctx} view={view} />, refused ? 422 : 200);
}

async function steer(ctx: WebCtx): Promise<RouteResult> {
  const t = operationsTexts(ctx.locale);
  const name = ctx.request.params.carrier ?? '';
  const parsed = parseForm(steerSchema, ctx.request.form, ctx.locale, { weight: t('wrongWeight') });
  if (!parsed.ok) return show(ctx, { carrier: name, form: parsed.state });
  const { weight, enabled } = parsed.data;
  try {
    await steerCarrier(ctx, { agencyId: agencyOf(ctx), name, weight, enabled: enabled === 'si' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== noticeRefusals.lastCarrier) throw error;
    return show(ctx, { carrier: name, form: refusedForm(ctx.request.form, { weight: t('lastOne') }) });
  }
  const text = enabled === 'si' && weight > 0 ? t('steered', { name, weight }) : t('switchedOff', { name });
  return redirect(URL_OF_PAGE, { kind: 'success', text });
}

export const operationsRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: URL_OF_PAGE,
    access: { kind: 'staff', action: 'notifications.read' },
    title,
    handle: (ctx) => show(ctx),
  },
  {
    method: 'POST',
    url: `${URL_OF_PAGE}/reenviar`,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    async handle(ctx) {
      const { channel, reason } = redriveSchema.parse(ctx.request.form);
      const count = await redriveMessages(ctx, { agencyId: agencyOf(ctx), channel, reason });
      return redirect(URL_OF_PAGE, { kind: 'success', text: operationsTexts(ctx.locale)('redriven', { count }) });
    },
  },
  {
    method: 'POST',
    url: `${URL_OF_PAGE}/:carrier`,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    handle: steer,
  },
];
