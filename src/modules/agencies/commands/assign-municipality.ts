import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { findOffice, OFFICES_TOPIC } from '../queries/offices.ts';
import { forgetJurisdictions, jurisdictionsOfAgency } from '../queries/jurisdictions.ts';
import { agencyRefusals } from '../errors.ts';
import { putJurisdiction, removeJurisdiction } from '../store/places.ts';
import { holdUnit } from '../store/units.ts';

/**
 * Says that an office serves a municipality (INEGI code); one that another office of the agency served moves here, for
 * which the right is needed there too. `confirmed`: a published list says so. A closed office takes none.
 */
export async function assignMunicipality(
  ctx: Ctx,
  input: { unitId: string; municipalityCode: string; confirmed: boolean },
): Promise<void> {
  const { unitId, municipalityCode, confirmed } = input;
  authorize(ctx, 'agencies.edit_offices', unitId);
  const office = await findOffice(ctx.db, unitId);
  if (!office) throw new Refusal(accessRefusals.notFound);
  const { agencyId } = office;
  const before = (await jurisdictionsOfAgency(ctx.db, agencyId)).find(
    (one) => one.municipalityCode === municipalityCode,
  );
  if (before) authorize(ctx, 'agencies.edit_offices', before.unitId);
  await change(ctx, { agencyId, unitId, municipalityCode, action: 'agencies.assign_municipality' }, async (tx) => {
    // Held, so that it does not close meanwhile: people would be sent to a closed door.
    if ((await holdUnit(tx.db, unitId, 'share'))?.closed) throw new Refusal(agencyRefusals.unitClosed);
    await putJurisdiction(tx.db, { agencyId, unitId, municipalityCode, confirmed });
  });
}

/** An office no longer serves a municipality; then nobody does, and the pages send people to the head office. */
export async function releaseMunicipality(
  ctx: Ctx,
  input: { unitId: string; municipalityCode: string },
): Promise<void> {
  const { unitId, municipalityCode } = input;
  authorize(ctx, 'agencies.edit_offices', unitId);
  const office = await findOffice(ctx.db, unitId);
  if (!office) throw new Refusal(accessRefusals.notFound);
  const { agencyId } = office;
  await change(ctx, { agencyId, unitId, municipalityCode, action: 'agencies.release_municipality' }, (tx) =>
    removeJurisdiction(tx.db, { agencyId, unitId, municipalityCode }),
  );
}

interface Change {
  readonly agencyId: string;
  readonly unitId: string;
  readonly municipalityCode: string;
  readonly action: string;
}

async function change(ctx: Ctx, what: Change, write: (tx: Ctx) => Promise<void>): Promise<void> {
  const { agencyId, unitId, municipalityCode, action } = what;
  await transact(ctx, async (tx) => {
    await write(tx);
    const entry = { action, entityType: 'office', entityId: unitId, agencyId, unitId };
    await recordAudit(tx, { ...entry, detail: { municipality: municipalityCode } });
    await ctx.live.publish(tx.db, [OFFICES_TOPIC]);
    tx.db.afterCommit(() => forgetJurisdictions(ctx.db));
  });
}
