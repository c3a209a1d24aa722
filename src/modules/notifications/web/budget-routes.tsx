import { z } from 'zod';
import { readCsv } from '#platform/files/read-csv.ts';
import { parseForm, refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { readUpload } from '#platform/uploads/read-upload.ts';
import { EMPTY_FORM, filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { budgetTexts } from '../budget-texts.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { compareInvoice, readInvoice } from '../domain/invoice.ts';
import { countHeld, monthCosts, partsOfMonth, unpricedCarriers } from '../queries/spending.ts';
import { findSpending } from '../store/budget.ts';
import { addressesIn, findSettings, WHILE_DOUBTFUL, type SendingSettings } from '../store/settings.ts';
import { BudgetPage, INVOICE_MEGABYTES, monthWords, ZONES, type BudgetView } from './budget-page.tsx';
import { agencyOf } from './notice-sections.tsx';

const PAGE = '/personal/avisos/presupuesto';
const MONTHS = 12;
const title = (locale: Locale) => budgetTexts(locale)('title');
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Temporal.PlainTime.from(text));

const settingsForm = z.object({
  tope: z
    .string()
    .transform((written) => written.replace(/[$,\s]/g, ''))
    .pipe(z.string().regex(/^\d{1,9}(\.\d{1,2})?$/))
    .transform((pesos) => Math.round(Number(pesos) * 10_000))
    .optional(),
  alerta: z
    .string()
    .max(1_200)
    .transform(addressesIn)
    .pipe(z.array(z.email()).max(10))
    .transform((addresses) => addresses.join(', ') || undefined)
    .optional(),
  desde: clock.optional(),
  hasta: clock.optional(),
  zona: z.enum(ZONES),
  internacional: z.string().optional(),
  meses: z.coerce.number().int().min(1).max(60).optional(),
  dias: z.coerce.number().int().min(7).max(365),
  mientras: z.enum(WHILE_DOUBTFUL),
});

const invoiceForm = z.object({
  mes: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .transform((text) => Temporal.PlainYearMonth.from(text)),
});

function formOf({ quiet, monthlyCapMxnE4, alertEmail, international, ...rest }: SendingSettings): FormState {
  return filledForm({
    tope: monthlyCapMxnE4 === undefined ? '' : String(monthlyCapMxnE4 / 10_000),
    alerta: alertEmail ?? '',
    desde: quiet?.from.toString({ smallestUnit: 'minute' }) ?? '',
    hasta: quiet?.until.toString({ smallestUnit: 'minute' }) ?? '',
    zona: quiet?.zone ?? ZONES[0],
    ...(international ? { internacional: '1' } : {}),
    meses: String(rest.reverification.staleMonths ?? ''),
    dias: String(rest.reverification.unreachableDays),
    mientras: rest.whileDoubtful,
  });
}

type Shown = Partial<Pick<BudgetView, 'settings' | 'invoice' | 'comparison'>>;

async function show(ctx: WebCtx, shown: Shown = {}): Promise<RouteResult> {
  const agencyId = agencyOf(ctx);
  const saved = await findSettings(ctx, agencyId);
  const [spending, held, unpriced, months] = await Promise.all([
    findSpending(ctx, agencyId),
    countHeld(ctx, agencyId),
    unpricedCarriers(ctx, agencyId),
    monthCosts(ctx, agencyId, MONTHS),
  ]);
  const lastMonth = ctx.clock.today().subtract({ months: 1 }).toPlainYearMonth();
  const view: BudgetView = {
    ctx,
    settings: formOf(saved),
    invoice: filledForm({ mes: lastMonth.toString() }),
    capMxnE4: saved.monthlyCapMxnE4,
    spending,
    held,
    unpriced,
    months,
    ...shown,
  };
  const refused = [shown.settings, shown.invoice].some((form) => form && form !== EMPTY_FORM);
  return page(<BudgetPage {...view} />, refused ? 422 : 200);
}

async function save(ctx: WebCtx): Promise<RouteResult> {
  const t = budgetTexts(ctx.locale);
  const wrong = {
    meses: t('wrongMonths'),
    dias: t('wrongDays'),
    tope: t('wrongCap'),
    alerta: t('wrongEmail'),
    desde: t('wrongTime'),
    hasta: t('wrongTime'),
  };
  const parsed = parseForm(settingsForm, ctx.request.form, ctx.locale, wrong);
  if (!parsed.ok) return show(ctx, { settings: parsed.state });
  const { tope, alerta, desde, hasta, zona, internacional, meses, dias, mientras } = parsed.data;
  const same = desde && hasta && Temporal.PlainTime.compare(desde, hasta) === 0;
  if ((desde === undefined) !== (hasta === undefined) || same) {
    const errors = { [desde === undefined ? 'desde' : 'hasta']: t('wrongTime') };
    return show(ctx, { settings: refusedForm(ctx.request.form, errors) });
  }
  await changeSettings(ctx, {
    agencyId: agencyOf(ctx),
    monthlyCapMxnE4: tope,
    alertEmail: alerta,
    international: internacional !== undefined,
    reverification: { staleMonths: meses, unreachableDays: dias },
    whileDoubtful: mientras,
    quiet: desde && hasta ? { from: desde, until: hasta, zone: zona } : undefined,
  });
  return redirect(PAGE, { kind: 'success', text: t('saved') });
}

async function compare(ctx: WebCtx): Promise<RouteResult> {
  const t = budgetTexts(ctx.locale);
  const { form } = ctx.request;
  const parsed = parseForm(invoiceForm, form, ctx.locale, { mes: t('wrongMonth') });
  const file = await readUpload(ctx, 'archivo', ['csv']);
  if (!parsed.ok || !file.ok) {
    const errors = { ...(parsed.ok ? {} : parsed.state.errors), ...(file.ok ? {} : { archivo: file.problem }) };
    return show(ctx, { invoice: refusedForm(form, errors) });
  }
  const read = readCsv(file.upload.content, { rows: 500_000, columns: 60 });
  const billed = read.ok ? readInvoice(read.table.headers, read.table.rows) : undefined;
  if (!billed) return show(ctx, { invoice: refusedForm(form, { archivo: t('wrongInvoice') }) });
  const { mes } = parsed.data;
  const found = compareInvoice(billed, await partsOfMonth(ctx, agencyOf(ctx), mes));
  return show(ctx, { comparison: { month: monthWords(mes.toPlainDate({ day: 1 }), ctx.locale), found } });
}

export const budgetRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: PAGE,
    access: { kind: 'staff', action: 'notifications.read' },
    title,
    handle: (ctx) => show(ctx),
  },
  {
    method: 'POST',
    url: PAGE,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    handle: save,
  },
  {
    method: 'POST',
    url: `${PAGE}/factura`,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    body: 'multipart',
    upload: { maxFiles: 1, maxMegabytes: INVOICE_MEGABYTES },
    bodyLimitKb: (INVOICE_MEGABYTES + 1) * 1024,
    handle: compare,
  },
];
