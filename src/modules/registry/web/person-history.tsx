import { idOf } from '#platform/http/id-of.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { serviceNames } from '#modules/catalogue/index.ts';
import { evidenceOfPerson, type EvidenceRow } from '#modules/notifications/index.ts';
import { findAllIds, readPerson, type Person } from '#modules/people/index.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { deskTexts } from '../desk-texts.ts';
import { personHistoryTexts } from '../person-history-texts.ts';
import { proceduresOfPerson, type ProcedureOfPerson } from '../queries/procedures-of-person.ts';
import { EvidenceTable } from './evidence-table.tsx';
import { FolioLink } from './folio-link.tsx';
import { StatusTag } from './status-tag.tsx';

const title: Route['title'] = (locale) => personHistoryTexts(locale)('title');

interface HistoryView {
  readonly person: Person;
  readonly procedures: readonly ProcedureOfPerson[];
  readonly evidence: readonly EvidenceRow[];
  /** Slug -> name. */
  readonly services: ReadonlyMap<string, string>;
}

/** Everything of one person that the desk may see at once: what they lodged, and every message with what became of it (R5). */
function HistoryPage({ ctx, view }: { ctx: WebCtx; view: HistoryView }) {
  const t = personHistoryTexts(ctx.locale);
  const { person, procedures, evidence } = view;
  const name = `${person.names} ${person.surnames}`;
  const folios = new Map(procedures.map(({ id, folio }) => [id, folio]));
  return (
    <StaffPage context={ctx.page} title={`${t('title')}: ${name}`} live={['registry']}>
      <BackLink href={`/personal/personas/${person.id}`}>{name}</BackLink>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <LiveRegion id="history">
        <h2>{t('procedures')}</h2>
        {procedures.length === 0 ? <p class="soft">{t('noProcedures')}</p> : <Procedures ctx={ctx} view={view} />}
        <h2>{t('notices')}</h2>
        <EvidenceTable
          rows={evidence}
          folios={folios}
          technical={canSomewhere(ctx.access, ctx.actor, 'notifications.read')}
        />
      </LiveRegion>
    </StaffPage>
  );
}

function Procedures({ ctx, view }: { ctx: WebCtx; view: HistoryView }) {
  const t = personHistoryTexts(ctx.locale);
  const d = deskTexts(ctx.locale);
  const columns = [d('folio'), d('status'), d('service'), d('location'), d('enteredOn')];
  return (
    <DataTable label={t('procedures')} columns={columns}>
      {view.procedures.map((row) => (
        <tr key={row.id}>
          <td>
            <FolioLink {...row} />
          </td>
          <td>
            <StatusTag status={row.status} />
          </td>
          <td>{view.services.get(row.service) ?? row.service}</td>
          <td>{row.propertyLocation}</td>
          <td>{formatDate(row.enteredAt, ctx.locale, 'short')}</td>
        </tr>
      ))}
    </DataTable>
  );
}

async function show(ctx: WebCtx): Promise<RouteResult> {
  const person = await readPerson(ctx, idOf(ctx));
  const ids = await findAllIds(ctx, person.id);
  const [procedures, evidence, services] = await Promise.all([
    proceduresOfPerson(ctx, person.id, ids),
    evidenceOfPerson(ctx, person.id, ids),
    serviceNames(ctx.db, ctx.locale),
  ]);
  return page(<HistoryPage ctx={ctx} view={{ person, procedures, evidence, services }} />);
}

export const personHistoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/personal/personas/:id/tramites',
    access: { kind: 'staff', action: 'registry.read' },
    title,
    handle: show,
  },
];
