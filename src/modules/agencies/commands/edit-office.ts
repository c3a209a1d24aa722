import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import type { OpeningHours } from '../domain/opening.ts';
import { agencyRefusals } from '../errors.ts';
import { findOffice, forgetOffices, OFFICES_TOPIC } from '../queries/offices.ts';
import { setOfficeHours, updateOffice, type OfficeFacts } from '../store/places.ts';

export interface EditOffice extends OfficeFacts {
  readonly unitId: string;
  /** One entry for each weekday on which it opens. */
  readonly week: readonly OpeningHours[];
}

/**
 * Writes where an office is and when it opens. Citizens read it at once: on the pages, and in notices that leave from
 * now on.
 */
export async function editOffice(ctx: Ctx, input: EditOffice): Promise<void> {
  const { unitId, week, ...facts } = input;
  authorize(ctx, 'agencies.edit_offices', unitId);
  const before = await findOffice(ctx.db, unitId);
  if (!before) throw new Refusal(accessRefusals.notFound);
  const days = new Set(week.map(({ weekday }) => weekday));
  const wrong = week.some(({ opens, closes }) => Temporal.PlainTime.compare(opens, closes) >= 0);
  if (wrong || days.size !== week.length) throw new Refusal(agencyRefusals.wrongHours);
  await transact(ctx, async (tx) => {
    await updateOffice(tx.db, unitId, facts);
    await setOfficeHours(tx.db, { agencyId: before.agencyId, unitId, week });
    await recordAudit(tx, {
      action: 'agencies.edit_office',
      entityType: 'office',
      entityId: unitId,
      agencyId: before.agencyId,
      unitId,
      detail: { address: { from: before.address, to: facts.address }, source: facts.source, days: [...days] },
    });
    await ctx.live.publish(tx.db, [OFFICES_TOPIC]);
    tx.db.afterCommit(() => forgetOffices(ctx.db));
  });
}
