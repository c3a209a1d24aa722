import type { WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { listServices, type Service } from '#modules/catalogue/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import { readTerms, type Terms } from '../../queries/terms.ts';
import { workQueue, type QueueRow } from '../../queries/work-queue.ts';
import { workTexts } from '../../work-texts.ts';
import { queueUrl, readQueueFilter } from './queue-query.ts';
import { QueueTable } from './queue-table.tsx';

/** As many as one begins with; the rest stands in the queue. */
const FEW = 5;

/** What a person of each kind does next, the most binding first: the filters of its list. */
const NEXT = [
  { action: 'registry.sign', title: 'nextToSign', query: { etapa: 'propuestos', orden: 'vence' } },
  { action: 'registry.analyse', title: 'nextMine', query: { etapa: 'abiertos', encargado: 'yo', orden: 'vence' } },
  { action: 'registry.deliver', title: 'nextToDeliver', query: { etapa: 'accepted', orden: 'ingreso' } },
  { action: 'registry.enter', title: 'nextEntered', query: { orden: 'reciente' } },
] as const;

export interface NextUpView {
  readonly title: (typeof NEXT)[number]['title'];
  readonly query: Readonly<Record<string, string>>;
  readonly rows: readonly QueueRow[];
  readonly terms: Terms;
  readonly services: readonly Service[];
  readonly names: ReadonlyMap<string, string>;
}

/** The beginning of the list that this person works on; undefined for who only looks. */
export async function findNextUp(ctx: WebCtx): Promise<NextUpView | undefined> {
  const next = NEXT.find(({ action }) => canSomewhere(ctx.access, ctx.actor, action));
  if (!next) return undefined;
  const filter = await readQueueFilter(ctx, next.query);
  const [{ rows }, terms, services] = await Promise.all([
    workQueue(ctx, { ...filter, limit: FEW }),
    readTerms(ctx),
    listServices(ctx.db, ctx.locale, 'registry'),
  ]);
  const ids = [...new Set(rows.flatMap(({ analystId }) => analystId ?? []))];
  const names = new Map((await listStaffNames(ctx.db, ids)).map(({ id, name }) => [id, name]));
  return { title: next.title, query: next.query, rows, terms, services, names };
}

export function NextUp({ ctx, view }: { ctx: WebCtx; view: NextUpView }) {
  const w = workTexts(ctx.locale);
  const { rows, terms, services, names } = view;
  return (
    <section aria-labelledby="next-up">
      <h2 id="next-up">{w(view.title)}</h2>
      {rows.length === 0 ? (
        <p class="soft">{w('nextNone')}</p>
      ) : (
        <>
          <QueueTable ctx={ctx} rows={rows} terms={terms} services={services} analysts={names} choose={false} />
          <p>
            <a href={queueUrl(view.query)}>{w('seeAll')}</a>
          </p>
        </>
      )}
    </section>
  );
}
