import { useLocale, useTexts } from '#web/page.tsx';
import { STAGES, type Stage } from '../domain/movements.ts';
import { joinHistograms, percentile, type Histogram } from '../domain/spread.ts';
import type { TimeFigure } from '../queries/movement-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { address, PLACE, type Asked, type Names } from './asked.ts';
import { durationWords } from './words.ts';
import { TableFrame } from '#web/ui/table/data-table.tsx';

export interface TimeSectionProps {
  readonly asked: Asked;
  readonly names: Names;
  readonly figures: readonly TimeFigure[];
}

/** Office -> stage -> histogram of how long it took. */
export function timesByOffice(figures: readonly TimeFigure[]): Map<string, Map<Stage, Histogram>> {
  const offices = new Map<string, Map<Stage, Histogram>>();
  for (const [unitId, own] of Map.groupBy(figures, (figure) => figure.unitId)) {
    const stages = Map.groupBy(own, ({ stage }) => stage);
    const histograms = [...stages].map(
      ([stage, rows]) => [stage, new Map(rows.map(({ bucket, count }) => [bucket, count]))] as const,
    );
    offices.set(unitId, new Map(histograms));
  }
  return offices;
}

/** How long people waited, by office and stage: half of them, and nine of ten. */
export function TimeSection({ asked, names, figures }: TimeSectionProps) {
  const locale = useLocale();
  const t = useTexts(reportTexts);
  const offices = timesByOffice(figures);
  const sorted = [...offices].toSorted(([one], [other]) =>
    names.office(one).localeCompare(names.office(other), locale),
  );
  const all = new Map(
    STAGES.map((stage) => [stage, joinHistograms(sorted.flatMap(([, own]) => own.get(stage) ?? []))] as const),
  );
  if (sorted.length === 0) return null;
  return (
    <section aria-labelledby="times">
      <h2 id="times">{t('times')}</h2>
      <p>
        {t('times.lead')} {asked.service && t('times.allServices')}
      </p>
      <TableFrame labelledBy="times">
        <table class="times">
          <thead>
            <tr>
              <td rowSpan={2} />
              {STAGES.map((stage) => (
                <th key={stage} scope="colgroup" colSpan={2} class="numeric">
                  {t(`stage.${stage}`)}
                </th>
              ))}
            </tr>
            <tr>
              {STAGES.flatMap((stage) => [
                <th key={`${stage}50`} scope="col" class="numeric">
                  {t('median')}
                </th>,
                <th key={`${stage}90`} scope="col" class="numeric">
                  {t('p90')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {sorted.map(([unitId, own]) => (
              <TimeRow key={unitId} asked={asked} name={names.office(unitId)} unitId={unitId} stages={own} />
            ))}
          </tbody>
          {sorted.length > 1 && (
            <tfoot>
              <TimeRow asked={asked} name={t('total')} stages={all} />
            </tfoot>
          )}
        </table>
      </TableFrame>
    </section>
  );
}

function TimeRow(props: { asked: Asked; name: string; unitId?: string; stages: ReadonlyMap<Stage, Histogram> }) {
  const locale = useLocale();
  const cell = (stage: Stage, share: number) => {
    const seconds = percentile(props.stages.get(stage) ?? new Map(), share);
    const words = durationWords(seconds, locale);
    const href = address(`${PLACE}/movimientos`, props.asked, {
      etapa: stage,
      tramite: undefined,
      ...(props.unitId ? { oficina: props.unitId } : {}),
    });
    return (
      <td key={`${stage}${share}`} class="numeric nowrap">
        {seconds === undefined ? words : <a href={href}>{words}</a>}
      </td>
    );
  };
  return (
    <tr>
      <th scope="row">{props.name}</th>
      {STAGES.flatMap((stage) => [cell(stage, 0.5), cell(stage, 0.9)])}
    </tr>
  );
}
