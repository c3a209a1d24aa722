import { canSomewhere } from '#platform/permissions/permissions.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import type { Listed } from '../queries/lists.ts';
import { reportTexts } from '../report-texts.ts';
import { address, periodWords, PLACE, type Asked, type Names } from './asked.ts';
import type { Behind, ListColumn } from './behind.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { Downloads } from '#web/ui/downloads/downloads.tsx';

export interface ListView<Row> {
  readonly asked: Asked;
  readonly names: Names;
  readonly behind: Behind<Row>;
  readonly count: number;
  readonly rows: Listed<Row>;
  /** Not on the first page. */
  readonly paged: boolean;
  /** Things now, whatever the period. */
  readonly timeless: boolean;
}

/** The rows behind one number, with that number over them. */
export function ListPage<Row>({ ctx, view }: { ctx: WebCtx; view: ListView<Row> }) {
  const t = reportTexts(ctx.locale);
  const mayOpen = canSomewhere(ctx.access, ctx.actor, 'registry.read');
  const { asked, names, behind, rows } = view;
  const here = (path: string, more: Readonly<Record<string, string>> = {}) =>
    address(path, asked, { ...behind.query, ...more });
  const about = [
    ...behind.words,
    ...(asked.unitId ? [names.office(asked.unitId)] : []),
    ...(asked.service ? [names.service(asked.service)] : []),
    ...(view.timeless ? [] : [periodWords(asked.period, ctx.locale)]),
  ];
  return (
    <StaffPage context={ctx.page} title={behind.title}>
      <BackLink href={address(PLACE, asked)}>{t('back')}</BackLink>
      <h1>{behind.title}</h1>
      <p>{about.join(' · ')}</p>
      <p role="status">
        <strong>{t('count', { count: view.count })}</strong>
      </p>
      {rows.rows.length === 0 ? (
        <Empty>{t('empty')}</Empty>
      ) : (
        <DataTable label={behind.title} columns={behind.columns.map(({ header }) => header)}>
          {rows.rows.map((row, at) => (
            <tr key={at}>
              {behind.columns.map((column, which) => (
                <td key={column.header} class={which < 2 ? 'nowrap' : undefined}>
                  {which === 0 && mayOpen && behind.procedureOf(row) ? (
                    <a class="mono" href={`/personal/registro/${behind.procedureOf(row)}`}>
                      {wordsOf(column, row)}
                    </a>
                  ) : (
                    wordsOf(column, row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      )}
      <p class="pages">
        {view.paged && <a href={here(behind.path)}>{t('first')}</a>}
        {rows.next && <a href={here(behind.path, { despues: rows.next })}>{t('more')}</a>}
      </p>
      <Downloads excel={here(`${behind.path}.xlsx`)} csv={here(`${behind.path}.csv`)} />
    </StaffPage>
  );
}

function wordsOf<Row>(column: ListColumn<Row>, row: Row): string {
  return column.shown ? column.shown(row) : String(column.value(row) ?? '–');
}
