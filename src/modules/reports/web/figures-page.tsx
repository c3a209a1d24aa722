import type { ComponentChildren, VNode } from 'preact';
import type { WebCtx } from '#platform/http/routes.ts';
import { formatNumber, formatPesos } from '#platform/i18n/format.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { lineChart } from '#web/ui/chart/line-chart.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Hidden } from '#web/ui/form/form.tsx';
import { serviceChoices } from '#modules/catalogue/index.ts';
import { notificationTexts } from '#modules/notifications/index.ts';
import type { Movement } from '../domain/movements.ts';
import { moved, periodOf, SPANS, type Period } from '../domain/period.ts';
import type { MessageFigure } from '../queries/message-figures.ts';
import type { MovementFigure, TimeFigure } from '../queries/movement-figures.ts';
import type { StockFigure } from '../queries/stock-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { address, periodWords, PLACE, shortPeriod, SPAN_WORDS, type Asked, type Names } from './asked.ts';
import { MessageSection } from './message-section.tsx';
import { MovementSection } from './movement-section.tsx';
import { StockSection } from './stock-section.tsx';
import { TimeSection } from './time-section.tsx';
import { TrendTable } from './trend-table.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';
import { Downloads } from '#web/ui/downloads/downloads.tsx';

export interface FiguresView {
  readonly asked: Asked;
  readonly names: Names;
  readonly movements: readonly MovementFigure[];
  readonly times: readonly TimeFigure[];
  readonly stock: readonly StockFigure[];
  readonly messages: readonly MessageFigure[];
  readonly trend: readonly Period[];
  readonly movementTrend: readonly ReadonlyMap<Movement, number>[];
  readonly messageTrend: readonly ReadonlyMap<string, { messages: number; pesos: number }>[];
}

/** The whole page; the charts are drawn before, for drawing waits for its library. */
export async function figuresPage(ctx: WebCtx, view: FiguresView): Promise<VNode> {
  const t = reportTexts(ctx.locale);
  const { asked, names } = view;
  const isRunning = Temporal.PlainDate.compare(asked.period.next, ctx.clock.today()) > 0;
  return (
    <StaffPage context={ctx.page} title={t('title')} {...(isRunning ? { live: ['registry'] } : {})}>
      <h1>{t('title')}</h1>
      <PeriodBar ctx={ctx} asked={asked} isRunning={isRunning} />
      <FilterForm
        action={PLACE}
        submit={t('show')}
        state={filledForm({
          fecha: asked.period.first.toString(),
          oficina: asked.unitId ?? '',
          tramite: asked.service ?? '',
        })}
      >
        <Hidden name="periodo" value={SPAN_WORDS[asked.period.span]} />
        <TextField name="fecha" type="date" label={t('date')} width="m" />
        {names.offices.length > 1 && (
          <SelectField
            name="oficina"
            label={t('office')}
            prompt={t('all')}
            choices={names.offices.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          />
        )}
        <SelectField
          name="tramite"
          label={t('service')}
          prompt={t('allServices')}
          choices={serviceChoices(names.services, ctx.locale)}
        />
      </FilterForm>
      <LiveRegion id="figures">
        <MovementSection asked={asked} names={names} figures={view.movements}>
          {await movementChart(ctx, view)}
        </MovementSection>
        <TimeSection asked={asked} names={names} figures={view.times} />
        <StockSection asked={asked} names={names} figures={view.stock} />
        <MessageSection asked={asked} figures={view.messages} />
        {await messageChart(ctx, view)}
      </LiveRegion>
      <Downloads excel={address(`${PLACE}.xlsx`, asked)} csv={address(`${PLACE}.csv`, asked)} />
    </StaffPage>
  );
}

function PeriodBar({ ctx, asked, isRunning }: { ctx: WebCtx; asked: Asked; isRunning: boolean }) {
  const t = reportTexts(ctx.locale);
  const { period } = asked;
  const go = (to: Period, rel: 'prev' | 'next', words: ComponentChildren) => (
    <a href={address(PLACE, { ...asked, period: to })} rel={rel}>
      {words}
    </a>
  );
  // Another span about the same days: the running one if it holds today, else the one that holds the first day.
  const day = isRunning ? ctx.clock.today() : period.first;
  return (
    <>
      <nav class="sections" aria-label={t('spans')}>
        <ul>
          {SPANS.map((span) => (
            <li key={span}>
              <a
                href={address(PLACE, { ...asked, period: periodOf(span, day) })}
                aria-current={span === period.span ? 'page' : undefined}
              >
                {t(`span.${span}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="period">
        {go(moved(period, -1), 'prev', `← ${t('previous')}`)}
        <strong>{periodWords(period, ctx.locale)}</strong>
        {!isRunning && go(moved(period, 1), 'next', `${t('next')} →`)}
        {isRunning && <span class="soft">{t('running')}</span>}
      </p>
    </>
  );
}

async function movementChart(ctx: WebCtx, { asked, trend, movementTrend }: FiguresView): Promise<VNode> {
  const t = reportTexts(ctx.locale);
  const labels = trend.map((period) => shortPeriod(period, ctx.locale));
  const sum = (...kinds: Movement[]) =>
    movementTrend.map((counts) => kinds.reduce((total, kind) => total + (counts.get(kind) ?? 0), 0));
  const series = [
    { name: t('kind.entered'), values: sum('entered') },
    { name: t('signed'), values: sum('accepted', 'suspended', 'rejected') },
    { name: t('kind.delivered'), values: sum('delivered') },
  ];
  const number = (value: number) => formatNumber(value, ctx.locale);
  const last = (at: number) => number(series[at]?.values.at(-1) ?? 0);
  const ends = { first: labels[0] ?? '', last: labels.at(-1) ?? '' };
  const counts = { entered: last(0), signed: last(1), delivered: last(2) };
  const chart = await lineChart({
    title: t('trend'),
    description: t('trend.description', { ...ends, ...counts }),
    labels,
    series,
    format: number,
  });
  return (
    <section aria-labelledby="trend">
      <h3 id="trend">{t('trend')}</h3>
      {chart}
      <TrendTable asked={asked} trend={trend} series={series} format={() => number} />
    </section>
  );
}

async function messageChart(ctx: WebCtx, { asked, trend, messageTrend }: FiguresView): Promise<VNode | null> {
  const t = reportTexts(ctx.locale);
  const n = notificationTexts(ctx.locale);
  if (messageTrend.every((channels) => channels.size === 0)) return null;
  const labels = trend.map((period) => shortPeriod(period, ctx.locale));
  const channels = ['sms', 'email'] as const;
  const series = channels.map((channel) => ({
    name: n(`channel.${channel}`),
    values: messageTrend.map((found) => found.get(channel)?.messages ?? 0),
  }));
  const pesos = messageTrend.map((found) => [...found.values()].reduce((sum, one) => sum + one.pesos, 0));
  const number = (value: number) => formatNumber(value, ctx.locale);
  const money = (value: number) => formatPesos(value, ctx.locale);
  const messages = number(series.reduce((sum, { values }) => sum + (values.at(-1) ?? 0), 0));
  const ends = { first: labels[0] ?? '', last: labels.at(-1) ?? '' };
  const chart = await lineChart({
    title: t('messages.trend'),
    description: t('messages.description', { ...ends, messages, cost: money(pesos.at(-1) ?? 0) }),
    labels,
    series,
    format: number,
  });
  const rows = [...series, { name: t('cost'), values: pesos }];
  return (
    <section aria-labelledby="message-trend">
      <h3 id="message-trend">{t('messages.trend')}</h3>
      {chart}
      <TrendTable asked={asked} trend={trend} series={rows} format={(at) => (at < series.length ? number : money)} />
    </section>
  );
}
