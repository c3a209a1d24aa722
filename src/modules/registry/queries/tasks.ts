import { defineTexts } from '#platform/i18n/texts.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';
import { countUnreached } from './unreached.ts';

const texts = defineTexts(
  {
    unreached:
      '{count, plural, one {contacto no sirve y su trámite sigue abierto} other {contactos no sirven y su trámite sigue abierto}}',
  },
  {
    unreached:
      '{count, plural, one {contact does not reach its person, whose procedure is open} other {contacts do not reach their people, whose procedures are open}}',
  },
);

/** Criterion 13: somebody would travel twice. */
export const unreachedTask: StaffTask = {
  action: 'registry.reach',
  href: '/personal/sin-contacto',
  count: (ctx) => countUnreached(ctx, {}),
  words: (locale, count) => texts(locale)('unreached', { count }),
};
