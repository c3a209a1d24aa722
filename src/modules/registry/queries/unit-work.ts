import { defineTexts } from '#platform/i18n/texts.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import { STATUSES, stepsFrom } from '../domain/statuses.ts';

const texts = defineTexts(
  { open: '{count, plural, one {trámite sin terminar} other {trámites sin terminar}}' },
  { open: '{count, plural, one {procedure} other {procedures}} not ended' },
);

/** The states from which a step still leads on. */
const OPEN = STATUSES.filter((status) => stepsFrom(status).length > 0);

/** Procedures that were neither delivered nor withdrawn: somebody of the unit still has to act. */
export const openProcedures: UnitWork = {
  async count(db, { agencyId, unitId }) {
    const [row] = await db.sql<{ count: number }>(
      `select count(*)::int as count from registry.procedures
       where agency_id = $1 and status = any($2) and unit_id = $3`,
      [agencyId, OPEN, unitId],
    );
    return row?.count ?? 0;
  },
  words: (locale, count) => texts(locale)('open', { count }),
  action: 'registry.read',
  href: (unitId) => `/personal/registro?oficina=${unitId}`,
};
