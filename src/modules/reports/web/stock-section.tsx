import { useTexts } from '#web/page.tsx';
import { OPEN_STATUSES } from '../domain/movements.ts';
import type { StockFigure } from '../queries/stock-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { address, PLACE, type Asked, type Names } from './asked.ts';
import { Grid, gridOf } from './grid.tsx';

/** Where everything that is not over stands now. */
export function StockSection(props: { asked: Asked; names: Names; figures: readonly StockFigure[] }) {
  const t = useTexts(reportTexts);
  const { asked, names, figures } = props;
  return (
    <section aria-labelledby="stock">
      <h2 id="stock">{t('stock')}</h2>
      <p>{t('stock.lead')}</p>
      <Grid
        caption={t('byOffice')}
        of={t('office')}
        columns={OPEN_STATUSES.map((status) => ({ key: status, label: t(`status.${status}`) }))}
        rows={gridOf(
          figures,
          ({ unitId }) => unitId,
          ({ status }) => status,
        )}
        nameOf={names.office}
        hrefOf={(status, row) =>
          address(`${PLACE}/en-curso`, asked, { etapa: status, ...(row ? { oficina: row } : {}) })
        }
      />
    </section>
  );
}
