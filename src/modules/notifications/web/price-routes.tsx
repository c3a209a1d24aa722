import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { adminTexts } from '../admin-texts.ts';
import { setPrice } from '../commands/set-price.ts';
import { formatCost } from '../evidence-words.ts';
import { unpricedCarriers } from '../queries/spending.ts';
import { listCarriers } from '../store/carriers.ts';
import { listPrices, type Price } from '../store/costs.ts';
import { Unpriced } from './unpriced.tsx';
import { agencyOf, NoticeSections } from './notice-sections.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

/** Those that every installation may have by its settings alone; others are named in carriers.json. */
const USUAL = ['smpp', 'smtp'] as const;
const isUsual = (name: string): name is (typeof USUAL)[number] => USUAL.some((usual) => usual === name);
const title = (locale: Locale) => adminTexts(locale)('prices');

const schema = z.object({
  carrier: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  validFrom: z.iso.date().transform((day) => Temporal.PlainDate.from(day)),
  price: z
    .string()
    .transform((written) => written.replace(/[$\s]/g, ''))
    .pipe(z.string().regex(/^\d{1,3}(\.\d{1,4})?$/))
    .transform((pesos) => Math.round(Number(pesos) * 10_000)),
});

interface PricesView {
  readonly prices: readonly Price[];
  readonly carriers: readonly string[];
  readonly unpriced: readonly string[];
  readonly form: FormState;
}

function PricesPage({ ctx, view: { prices, carriers, unpriced, form } }: { ctx: WebCtx; view: PricesView }) {
  const t = adminTexts(ctx.locale);
  const nameOf = (carrier: string) => (isUsual(carrier) ? t(`carrier.${carrier}`) : carrier);
  return (
    <StaffPage context={ctx.page} title={t('prices')}>
      <ErrorSummary form={form} />
      <h1>{t('prices')}</h1>
      <NoticeSections ctx={ctx} here="prices" />
      <p class="lead">{t('pricesLead')}</p>
      <Unpriced carriers={unpriced} locale={ctx.locale} />
      {prices.length === 0 ? (
        <p class="soft">{t('noPrices')}</p>
      ) : (
        <DataTable label={t('prices')} columns={[t('carrier'), t('since'), t('pricePart'), t('costPer1000')]}>
          {prices.map(({ carrier, validFrom, partMxnE4 }) => (
            <tr key={`${carrier}${validFrom.toString()}`}>
              <th scope="row">{nameOf(carrier)}</th>
              <td>{formatDate(validFrom, ctx.locale, 'short')}</td>
              <td>{formatCost(partMxnE4, ctx.locale)}</td>
              <td>{formatCost(partMxnE4 * 1000, ctx.locale)}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {canSomewhere(ctx.access, ctx.actor, 'notifications.operate') && (
        <section>
          <h2>{t('newPrice')}</h2>
          <Form action="/personal/avisos/precios" state={form} submit={t('savePrice')}>
            <SelectField
              name="carrier"
              label={t('carrier')}
              choices={carriers.map((value) => ({ value, label: nameOf(value) }))}
              prompt="none"
            />
            <TextField name="validFrom" label={t('since')} type="date" width="m" />
            <TextField
              name="price"
              label={t('pricePart')}
              width="s"
              inputmode="decimal"
              prefix="$"
              suffix={t('pesos')}
              autocomplete="off"
            />
          </Form>
        </section>
      )}
    </StaffPage>
  );
}

async function show(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const prices = await listPrices(ctx, agencyOf(ctx));
  const known = (await listCarriers(ctx)).map(({ name }) => name);
  const carriers = [...new Set([...known, ...USUAL])];
  const unpriced = await unpricedCarriers(ctx, agencyOf(ctx));
  return page(<PricesPage ctx={ctx} view={{ prices, carriers, unpriced, form }} />, hasErrors(form) ? 422 : 200);
}

export const priceRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/avisos/precios',
    access: { kind: 'staff', action: 'notifications.read' },
    title,
    handle: (ctx) => show(ctx, filledForm({ carrier: 'smpp', validFrom: ctx.clock.today().toString() })),
  },
  {
    method: 'POST',
    url: '/personal/avisos/precios',
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    async handle(ctx) {
      const t = adminTexts(ctx.locale);
      const messages = { carrier: { label: t('carrier') }, price: t('wrongPrice'), validFrom: t('wrongDay') };
      const parsed = parseForm(schema, ctx.request.form, ctx.locale, messages);
      if (!parsed.ok) return show(ctx, parsed.state);
      const { carrier, validFrom, price } = parsed.data;
      await setPrice(ctx, { agencyId: agencyOf(ctx), carrier, validFrom, partMxnE4: price });
      return redirect('/personal/avisos/precios', { kind: 'success', text: t('priceSaved') });
    },
  },
];
