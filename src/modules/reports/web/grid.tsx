import { formatNumber } from '#platform/i18n/format.ts';
import { useTexts, useLocale } from '#web/page.tsx';
import { reportTexts } from '../report-texts.ts';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';

export interface GridProps<Key extends string> {
  readonly caption: string;
  /** Heading of the first column. */
  readonly of: string;
  readonly columns: readonly { readonly key: Key; readonly label: string }[];
  /** Row -> column -> number. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<Key, number>>;
  readonly nameOf: (row: string) => string;
  /** Address of the list behind a number; without a row, of the total. */
  readonly hrefOf: (key: Key, row: string | undefined) => string;
}

/** Numbers by two things, with totals; each number opens the list behind it. Rows are in the order of their names. */
export function Grid<Key extends string>(props: GridProps<Key>) {
  const locale = useLocale();
  const t = useTexts(reportTexts);
  const { rows, nameOf, hrefOf } = props;
  const sorted = [...rows].toSorted(([one], [other]) => nameOf(one).localeCompare(nameOf(other), locale));
  const total = (key: Key) => sorted.reduce((sum, [, counts]) => sum + (counts.get(key) ?? 0), 0);
  // A column in which nothing ever stands tells nothing.
  const columns = props.columns.filter(({ key }) => total(key) > 0);
  const cell = (key: Key, count: number, row: string | undefined) => (
    <td key={key} class="numeric">
      {count === 0 ? <span class="soft">0</span> : <a href={hrefOf(key, row)}>{formatNumber(count, locale)}</a>}
    </td>
  );
  return (
    <DataTable
      label={props.caption}
      look="grid"
      caption={props.caption}
      columns={[props.of, ...columns.map(({ label }) => numericColumn(label))]}
      footer={
        sorted.length > 1 ? (
          <tr>
            <th scope="row">{t('total')}</th>
            {columns.map(({ key }) => cell(key, total(key), undefined))}
          </tr>
        ) : undefined
      }
    >
      {sorted.map(([row, counts]) => (
        <tr key={row}>
          <th scope="row">{nameOf(row)}</th>
          {columns.map(({ key }) => cell(key, counts.get(key) ?? 0, row))}
        </tr>
      ))}
    </DataTable>
  );
}

/** Adds up figures by two of their properties. */
export function gridOf<Figure extends { readonly count: number }, Key extends string>(
  figures: readonly Figure[],
  row: (figure: Figure) => string,
  column: (figure: Figure) => Key,
): Map<string, Map<Key, number>> {
  const grid = new Map<string, Map<Key, number>>();
  for (const figure of figures) {
    const counts = grid.get(row(figure)) ?? new Map<Key, number>();
    counts.set(column(figure), (counts.get(column(figure)) ?? 0) + figure.count);
    grid.set(row(figure), counts);
  }
  return grid;
}
