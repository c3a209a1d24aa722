import { defineTexts } from '#platform/i18n/texts.ts';
import { countParked } from '#platform/outbox/parked.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';

const texts = defineTexts(
  {
    submitted: '{count, plural, one {texto espera su aprobación} other {textos esperan aprobación}}',
    parked: '{count, plural, one {hecho apartado por error} other {hechos apartados por error}}',
  },
  {
    submitted: '{count, plural, one {text waits for approval} other {texts wait for approval}}',
    parked: '{count, plural, one {event set apart by an error} other {events set apart by an error}}',
  },
);

/** Issue 3, one screen for one administrator: what of the notices waits for a decision. */
export const noticeTasks: readonly StaffTask[] = [
  {
    action: 'notifications.approve',
    href: '/personal/avisos',
    async count({ db }, agencyId) {
      const [row] = await db.named<{ count: number }>(
        'notices_submitted_count',
        `select count(*)::int as count from notifications.template_versions where agency_id = $1 and status = 'submitted'`,
        [agencyId],
      );
      return row?.count ?? 0;
    },
    words: (locale, count) => texts(locale)('submitted', { count }),
  },
  {
    action: 'notifications.operate',
    href: '/personal/avisos/operacion',
    count: ({ db }) => countParked(db),
    words: (locale, count) => texts(locale)('parked', { count }),
  },
];
