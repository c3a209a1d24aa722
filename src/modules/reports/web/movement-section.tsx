import type { ComponentChildren } from 'preact';
import { formatNumber } from '#platform/i18n/format.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { MOVEMENTS, type Movement } from '../domain/movements.ts';
import type { MovementFigure } from '../queries/movement-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { address, PLACE, type Asked, type Names } from './asked.ts';
import { Grid, gridOf } from './grid.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

export interface MovementSectionProps {
  readonly asked: Asked;
  /** Stands between the sums and the tables. */
  readonly children: ComponentChildren;
  readonly names: Names;
  readonly figures: readonly MovementFigure[];
}

/** Shown only where they happened. */
const RARE: readonly Movement[] = ['reentered', 'withdrawn'];
const LIST = `${PLACE}/movimientos`;

/** What happened in the period: the sums, by office and by type of procedure. */
export function MovementSection({ asked, names, figures, children }: MovementSectionProps) {
  const locale = useLocale();
  const t = useTexts(reportTexts);
  const count = (kind: Movement) =>
    figures.filter((figure) => figure.kind === kind).reduce((sum, figure) => sum + figure.count, 0);
  const columns = MOVEMENTS.map((kind) => ({ key: kind, label: t(`kind.${kind}`) }));
  return (
    <section aria-labelledby="happened">
      <h2 id="happened">{t('happened')}</h2>
      <ul class="stats">
        {MOVEMENTS.filter((kind) => !RARE.includes(kind) || count(kind) > 0).map((kind) => (
          <li key={kind} class="stat">
            <a href={address(LIST, asked, { hecho: kind })}>
              <strong>{formatNumber(count(kind), locale)}</strong>
              <span>{t(`kind.${kind}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      {children}
      {figures.length === 0 ? (
        <Empty>{t('nothing')}</Empty>
      ) : (
        <>
          <Grid
            caption={t('byOffice')}
            of={t('office')}
            columns={columns}
            rows={gridOf(
              figures,
              ({ unitId }) => unitId,
              ({ kind }) => kind,
            )}
            nameOf={names.office}
            hrefOf={(kind, row) => address(LIST, asked, { hecho: kind, ...(row ? { oficina: row } : {}) })}
          />
          <Grid
            caption={t('byService')}
            of={t('service')}
            columns={columns}
            rows={gridOf(
              figures,
              ({ service }) => service,
              ({ kind }) => kind,
            )}
            nameOf={names.service}
            hrefOf={(kind, row) => address(LIST, asked, { hecho: kind, ...(row ? { tramite: row } : {}) })}
          />
        </>
      )}
    </section>
  );
}
