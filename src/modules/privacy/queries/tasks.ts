import { defineTexts } from '#platform/i18n/texts.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';
import { requestList } from './requests.ts';

const texts = defineTexts(
  { open: '{count, plural, one {solicitud de derechos abierta} other {solicitudes de derechos abiertas}}' },
  { open: '{count, plural, one {open request of rights} other {open requests of rights}}' },
);

/** R9: each of them runs against a term. */
export const rightsTask: StaffTask = {
  action: 'privacy.read',
  href: '/personal/derechos',
  count: async (ctx, agencyId) => (await requestList(ctx, agencyId, { open: true })).length,
  words: (locale, count) => texts(locale)('open', { count }),
};
