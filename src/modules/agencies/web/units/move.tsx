import { Refusal } from '#platform/errors.ts';
import { page, redirect, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { placeUnit } from '../../commands/place-unit.ts';
import { changeOfSight } from '../../domain/unit-tree.ts';
import { agencyRefusals } from '../../errors.ts';
import { holdersIn, listManagedUnits, MANAGE, type PostHolder, type UnitRow } from '../../queries/organisation.ts';
import { unitTexts } from '../../unit-texts.ts';
import { UNITS } from './tree-page.tsx';
import { ParentField } from './unit-fields.tsx';

interface Move {
  readonly unit: UnitRow;
  readonly parent: UnitRow | undefined;
  /** Where it could stand: not below itself, not in another agency, not in a closed unit. */
  readonly places: readonly UnitRow[];
}

async function moveOf(ctx: WebCtx, unitId: string, parentId: unknown): Promise<Move> {
  authorize(ctx, MANAGE, unitId);
  const rows = await listManagedUnits(ctx);
  const unit = rows.find(({ id }) => id === unitId);
  if (!unit) throw new Refusal(accessRefusals.notFound);
  if (unit.parentId === null) throw new Refusal(agencyRefusals.headStays);
  const places = rows.filter(
    ({ id, agencyId, closed }) =>
      agencyId === unit.agencyId && !closed && id !== unit.id && !ctx.access.units.isWithin(id, unit.id),
  );
  return { unit, places, parent: places.find(({ id }) => id === parentId) };
}

/** First where to; then, before it happens, who begins and who ceases to see what belongs to the unit. */
export async function showMove(ctx: WebCtx, unitId: string): Promise<RouteResult> {
  const move = await moveOf(ctx, unitId, ctx.request.query.superior);
  const { unit, parent } = move;
  if (!parent) return page(<WherePage ctx={ctx} move={move} />);
  if (parent.id === unit.parentId) return page(<WherePage ctx={ctx} move={move} same />);
  const before = [...ctx.access.units.lineage(unit.id)].slice(1);
  const { gains, loses } = changeOfSight(before, [...ctx.access.units.lineage(parent.id)]);
  const today = ctx.clock.today();
  const [gaining, losing] = await Promise.all([holdersIn(ctx.db, gains, today), holdersIn(ctx.db, loses, today)]);
  return page(<SightPage {...{ ctx, unit, parent, gaining, losing }} />);
}

export async function moveIt(ctx: WebCtx, unitId: string): Promise<RouteResult> {
  const { unit, parent } = await moveOf(ctx, unitId, ctx.request.form.superior);
  if (!parent) throw new Refusal(accessRefusals.notFound);
  await placeUnit(ctx, { unitId, parentId: parent.id });
  const text = unitTexts(ctx.locale)('moved', { name: unit.name, parent: parent.name });
  return redirect(`${UNITS}/${unitId}`, { kind: 'success', text });
}

function WherePage({ ctx, move, same = false }: { ctx: WebCtx; move: Move; same?: boolean }) {
  const t = unitTexts(ctx.locale);
  const { unit, places } = move;
  const title = t('moveTitle', { name: unit.name });
  return (
    <StaffPage context={ctx.page} title={title}>
      <p>
        <a href={`${UNITS}/${unit.id}`}>{unit.name}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{t('moveLead')}</p>
      {same && <p role="status">{t('same')}</p>}
      <Form
        action={`${UNITS}/${unit.id}/mover`}
        method="get"
        submit={t('preview')}
        state={filledForm({ superior: unit.parentId ?? '' })}
      >
        <ParentField ctx={ctx} units={places} label={t('newParent')} />
      </Form>
    </StaffPage>
  );
}

function SightPage(props: {
  ctx: WebCtx;
  unit: UnitRow;
  parent: UnitRow;
  gaining: readonly PostHolder[];
  losing: readonly PostHolder[];
}) {
  const { ctx, unit, parent, gaining, losing } = props;
  const t = unitTexts(ctx.locale);
  const title = t('previewTitle', { name: unit.name, parent: parent.name });
  return (
    <StaffPage context={ctx.page} title={title}>
      <p>
        <a href={`${UNITS}/${unit.id}/mover`}>{t('move')}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{t('sightLead')}</p>
      <div class="columns columns-even">
        <section>
          <h2>{t('gains')}</h2>
          <SeenBy ctx={ctx} holders={gaining} />
        </section>
        <section>
          <h2>{t('loses')}</h2>
          <SeenBy ctx={ctx} holders={losing} />
        </section>
      </div>
      <Form action={`${UNITS}/${unit.id}/mover`} submit={t('confirmMove')}>
        <Hidden name="superior" value={parent.id} />
      </Form>
    </StaffPage>
  );
}

/** Names and posts only: some of them may stand outside what the actor manages. */
function SeenBy({ ctx, holders }: { ctx: WebCtx; holders: readonly PostHolder[] }) {
  const t = unitTexts(ctx.locale);
  if (holders.length === 0) return <p class="soft">{t('nobody')}</p>;
  return (
    <ul>
      {holders.map(({ postId, name, title, unit, from }) => (
        <li key={`${postId} ${String(from)}`}>
          {name ?? t('gone')} <span class="small soft">{`${title} · ${unit}`}</span>
        </li>
      ))}
    </ul>
  );
}
