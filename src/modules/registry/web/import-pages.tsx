import { formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ActionButton } from '#web/ui/form/form.tsx';
import { columnOf, type FieldName } from '../domain/import/fields.ts';
import { importTexts } from '../import-texts.ts';
import type { WrongRow } from '../queries/imports.ts';
import type { ImportRecord, ImportState, RowState } from '../store/imports.ts';
import { DataTable, numericColumn } from '#web/ui/table/data-table.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

const WORKING: readonly ImportState[] = ['checking', 'importing', 'undoing'];
const SHOWN: Readonly<Partial<Record<ImportState, readonly RowState[]>>> = {
  checked: ['ready', 'known', 'wrong'],
  importing: ['created', 'known', 'wrong'],
  done: ['created', 'known', 'wrong'],
  undoing: ['undone', 'kept'],
  undone: ['undone', 'kept'],
};

export function ImportsPage({ ctx, imports }: { ctx: WebCtx; imports: readonly ImportRecord[] }) {
  const t = importTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p>{t('lead')}</p>
      <p>
        <LinkButton href="/personal/importar/nuevo">{t('new')}</LinkButton>
      </p>
      <h2>{t('past')}</h2>
      {imports.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <DataTable
          label={t('past')}
          columns={[t('col.file'), t('col.source'), t('col.when'), t('col.state'), numericColumn(t('col.rows'))]}
        >
          {imports.map((one) => (
            <tr key={one.id}>
              <td>
                <a href={`/personal/importar/${one.id}`}>{one.fileName}</a>
              </td>
              <td>{one.source}</td>
              <td>{formatDateTime(one.createdAt, ctx.locale, 'short')}</td>
              <td>{t(`state.${one.state}`)}</td>
              <td class="numeric">{formatNumber(one.totalRows, ctx.locale)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </StaffPage>
  );
}

export interface ImportView {
  readonly found: ImportRecord;
  readonly counts: Readonly<Record<RowState, number>>;
  readonly wrong: readonly WrongRow[];
  readonly kept: readonly WrongRow[];
}

export function ImportPage({ ctx, view }: { ctx: WebCtx; view: ImportView }) {
  const t = importTexts(ctx.locale);
  const { found, counts } = view;
  const working = WORKING.includes(found.state);
  const number = (value: number) => formatNumber(value, ctx.locale);
  return (
    <StaffPage
      context={ctx.page}
      title={found.fileName}
      live={[`import:${found.id}`]}
      refreshSeconds={working ? 3 : undefined}
    >
      <BackLink href="/personal/importar">{t('back')}</BackLink>
      <LiveRegion id="import">
        <h1>{found.fileName}</h1>
        <p>
          {found.source} · {t(`kind.${found.kind}`)} · {t(`state.${found.state}`)}
        </p>
        {working && (
          <div class="progress-box">
            <progress max={found.totalRows} value={found.doneRows} aria-label={t(`state.${found.state}`)} />
            <p role="status">{t('progress', { done: number(found.doneRows), total: number(found.totalRows) })}</p>
            <p class="soft">
              {t('refreshes')} <a href={`/personal/importar/${found.id}`}>{t('refresh')}</a>
            </p>
          </div>
        )}
        <ul class="stats">
          {(SHOWN[found.state] ?? []).map((state) => (
            <li key={state} class="stat">
              <div class="stat-plate">
                <strong>{number(counts[state])}</strong>
                <span>{t(`count.${state as 'ready'}`)}</span>
              </div>
            </li>
          ))}
        </ul>
        <NextStep ctx={ctx} view={view} />
        {!working && view.wrong.length > 0 && <WrongRows ctx={ctx} view={view} />}
        {found.state === 'undone' && view.kept.length > 0 && (
          <section aria-labelledby="kept">
            <h2 id="kept">{t('kept')}</h2>
            <p>{t('kept.why')}</p>
            <ul>
              {view.kept.map((row) => (
                <li key={row.number}>
                  <a href={`/personal/registro/${row.procedureId}`}>{t('open', { row: row.number + 1 })}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </LiveRegion>
    </StaffPage>
  );
}

function NextStep({ ctx, view }: { ctx: WebCtx; view: ImportView }) {
  const t = importTexts(ctx.locale);
  const { found, counts } = view;
  const here = `/personal/importar/${found.id}`;
  const columns = (
    <p>
      <a href={`${here}/columnas`}>{t('changeColumns')}</a>
    </p>
  );
  if (found.state === 'uploaded') return columns;
  if (found.state === 'checked') {
    return (
      <>
        {counts.ready === 0 ? (
          <p>{t('confirm.nothing')}</p>
        ) : (
          <>
            <p>{t('confirm.notice')}</p>
            <ActionButton action={`${here}/confirmar`} kind="primary">
              {t('confirm', { rows: counts.ready })}
            </ActionButton>
          </>
        )}
        {columns}
      </>
    );
  }
  if (found.state !== 'done' || counts.created === 0) return null;
  if (found.kind === 'events') return <p class="soft">{t('undo.events')}</p>;
  return (
    <details>
      <summary>{t('undo')}</summary>
      <p>{t('undo.notice')}</p>
      <ActionButton action={`${here}/deshacer`} kind="danger">
        {t('undo')}
      </ActionButton>
    </details>
  );
}

function WrongRows({ ctx, view: { found, counts, wrong } }: { ctx: WebCtx; view: ImportView }) {
  const t = importTexts(ctx.locale);
  return (
    <section aria-labelledby="wrong">
      <h2 id="wrong">{t('wrong')}</h2>
      <p>{t('wrong.how')}</p>
      <p>
        <LinkButton href={`/personal/importar/${found.id}/errores.csv`} kind="secondary" icon="download">
          {t('wrong.download')}
        </LinkButton>
      </p>
      {counts.wrong > wrong.length && <p>{t('wrong.some', { shown: wrong.length, total: counts.wrong })}</p>}
      <DataTable
        labelledBy="wrong"
        columns={[numericColumn(t('col.row')), t('col.column'), t('col.value'), t('col.problem')]}
      >
        {wrong.flatMap((row) =>
          row.problems.map(({ field, code }) => (
            <tr key={`${row.number}${field}${code}`}>
              <td class="numeric">{row.number + 1}</td>
              <td>{columnOf(found.mapping, field) || t(`field.${field}`)}</td>
              <td>{cellOf(found, row, field)}</td>
              <td>{t(`cell.${code}`)}</td>
            </tr>
          )),
        )}
      </DataTable>
    </section>
  );
}

function cellOf(found: ImportRecord, row: WrongRow, field: FieldName): string {
  return row.cells[found.headers.indexOf(columnOf(found.mapping, field))] ?? '';
}
