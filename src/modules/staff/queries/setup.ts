import { defineTexts } from '#platform/i18n/texts.ts';
import type { SetupStep } from '#platform/setup.ts';

const texts = defineTexts(
  {
    administrators:
      'Personas que administran el sistema y ya tienen acceso: {count}. {done, select, true {} other {Falta una segunda: aprueba lo que usted escribe y entra si usted pierde su teléfono.}}',
  },
  {
    administrators:
      'People who administer the system and can sign in: {count}. {done, select, true {} other {A second one is needed: to approve what you write, and to sign in when your telephone is lost.}}',
  },
);

/** One administrator alone can approve nothing of their own, and a lost telephone would need the terminal. */
export const administratorsStep: SetupStep = {
  href: '/personal/cuentas',
  async look({ db, agencyId }) {
    const [row] = await db.sql<{ count: number }>(
      `select count(distinct a.id)::int as count
       from staff.accounts a join agencies.public_post_grants g on g.staff_id = a.id
         join agencies.public_units u on u.id = g.unit_id
       where u.agency_id = $1 and 'system_administrator' = any(g.roles) and g.from_day is null
         and a.disabled_at is null and (a.password_hash is not null or a.persona is not null)`,
      [agencyId],
    );
    const count = row?.count ?? 0;
    const done = count > 1;
    return { done, say: (locale) => texts(locale)('administrators', { count, done: String(done) }).trim() };
  },
};
