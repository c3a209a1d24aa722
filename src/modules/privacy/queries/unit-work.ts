import { defineTexts } from '#platform/i18n/texts.ts';
import type { UnitWork } from '#platform/unit-work.ts';

const texts = defineTexts(
  { open: '{count, plural, one {solicitud de derechos} other {solicitudes de derechos}} en curso' },
  { open: 'open {count, plural, one {request} other {requests}} about personal data' },
);

/** Requests about personal data that were received there and have no end yet: their legal term runs on. */
export const openRequests: UnitWork = {
  async count(db, { agencyId, unitId }) {
    const [row] = await db.sql<{ count: number }>(
      `select count(*)::int as count from privacy.requests
       where agency_id = $1 and unit_id = $2 and closed_at is null`,
      [agencyId, unitId],
    );
    return row?.count ?? 0;
  },
  words: (locale, count) => texts(locale)('open', { count }),
  action: 'privacy.read',
  href: () => '/personal/derechos',
};
