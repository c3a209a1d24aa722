import { TABLE_FORMATS, tableFile, type Column, type TableFormat } from '#platform/files/table-file.ts';
import type { Route, RouteResult, WebCtx } from '#platform/http/routes.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { deskTexts } from '../../desk-texts.ts';
import { workQueue, type QueueFilter, type QueueRow } from '../../queries/work-queue.ts';
import { registryTexts } from '../../texts.ts';
import { workTexts } from '../../work-texts.ts';
import { queueQuery, readQueueFilter } from './queue-query.ts';

const ROWS_AT_ONCE = 500;

type NamedRow = QueueRow & { readonly analyst: string };

/** The work queue with its filters as a file, all of its rows. That somebody took them out is on the audit log. */
async function fileOfQueue(ctx: WebCtx, format: TableFormat): Promise<RouteResult> {
  const t = deskTexts(ctx.locale);
  const w = workTexts(ctx.locale);
  const r = registryTexts(ctx.locale);
  const query = queueQuery(ctx.request.query);
  const filter = await readQueueFilter(ctx, query);
  const offices = new Map((await listOffices(ctx.db)).map(({ unitId, name }) => [unitId, name]));
  const services = await serviceNames(ctx.db, ctx.locale);
  if (ctx.actor.kind === 'staff') {
    const { staffId, agencyId } = ctx.actor;
    const about = { entityType: 'staff', entityId: staffId, agencyId };
    await recordAudit(ctx, { action: 'registry.export', ...about, detail: { format, keys: Object.keys(query) } });
  }
  const columns: Column<NamedRow>[] = [
    { header: t('folio'), value: (row) => row.folio, width: 22 },
    { header: t('status'), value: (row) => r(`status.${row.status}`), width: 20 },
    { header: t('service'), value: (row) => services.get(row.service) ?? row.service, width: 36 },
    { header: t('office'), value: (row) => offices.get(row.unitId), width: 24 },
    { header: t('location'), value: (row) => row.propertyLocation, width: 40 },
    { header: t('enteredOn'), value: (row) => row.enteredAt, width: 18 },
    { header: t('due'), value: (row) => row.dueOn },
    { header: w('analyst'), value: (row) => row.analyst, width: 28 },
    { header: w('proposal'), value: (row) => row.proposal && t(`outcome_${row.proposal}`) },
  ];
  return tableFile(format, `tramites-${ctx.clock.today().toString()}`, columns, allRows(ctx, filter));
}

async function* allRows(ctx: WebCtx, filter: QueueFilter): AsyncGenerator<NamedRow> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { rows, next } = await workQueue(ctx, { ...filter, limit: ROWS_AT_ONCE, ...(after ? { after } : {}) });
    const ids = [...new Set(rows.flatMap(({ analystId }) => analystId ?? []))];
    const names = new Map((await listStaffNames(ctx.db, ids)).map(({ id, name }) => [id, name]));
    for (const row of rows) yield { ...row, analyst: names.get(row.analystId ?? '') ?? '' };
    after = next;
  }
}

export const queueFileRoutes: readonly Route[] = TABLE_FORMATS.map((format) => ({
  method: 'GET',
  url: `/personal/registro.${format}`,
  access: { kind: 'staff', action: 'registry.read' },
  rateLimit: { name: 'export', burst: 10, seconds: 60 },
  handle: (ctx) => fileOfQueue(ctx, format),
}));
