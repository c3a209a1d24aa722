import { defineTexts } from '#platform/i18n/texts.ts';
import { countParked } from '#platform/outbox/parked.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';

const texts = defineTexts(
  {
    submitted: '{count, plural, one {texto espera su aprobación} other {textos esperan aprobación}}',
    silent:
      '{count, plural, one {texto en borrador: su aviso no sale hasta que se apruebe} other {textos en borrador: sus avisos no salen hasta que se aprueben}}',
    alarms: '{count, plural, one {alarma de los avisos} other {alarmas de los avisos}}',
    parked: '{count, plural, one {hecho apartado por error} other {hechos apartados por error}}',
  },
  {
    submitted: '{count, plural, one {text waits for approval} other {texts wait for approval}}',
    silent:
      '{count, plural, one {draft text: its notice is not sent until it is approved} other {draft texts: their notices are not sent until they are approved}}',
    alarms: '{count, plural, one {alarm of the notices} other {alarms of the notices}}',
    parked: '{count, plural, one {event set apart by an error} other {events set apart by an error}}',
  },
);

/** One screen for one administrator: what of the notices waits for a decision. */
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
    action: 'notifications.edit',
    href: '/personal/avisos',
    async count({ db }, agencyId) {
      const [row] = await db.named<{ count: number }>(
        'notices_silent_count',
        `select count(distinct r.template_slug)::int as count from notifications.rules r
         join notifications.template_versions d on d.agency_id = r.agency_id and d.slug = r.template_slug and d.status = 'draft'
         where r.agency_id = $1 and not exists (
           select from notifications.template_versions a where a.agency_id = $1 and a.slug = d.slug and a.status = 'active')`,
        [agencyId],
      );
      return row?.count ?? 0;
    },
    words: (locale, count) => texts(locale)('silent', { count }),
  },
  {
    action: 'notifications.operate',
    href: '/personal/avisos/operacion',
    async count({ db }, agencyId) {
      // Those of carriers are everybody's: they have no agency.
      const [row] = await db.named<{ count: number }>(
        'notices_alarms_count',
        `select count(*)::int as count from notifications.alarms
         where ended_at is null and coalesce(agency_id, $1) = $1`,
        [agencyId],
      );
      return row?.count ?? 0;
    },
    words: (locale, count) => texts(locale)('alarms', { count }),
  },
  {
    action: 'notifications.operate',
    href: '/personal/avisos/operacion',
    count: ({ db }) => countParked(db),
    words: (locale, count) => texts(locale)('parked', { count }),
  },
];
