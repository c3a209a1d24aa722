import { defineTexts } from '#platform/i18n/texts.ts';

/** Words for the values of a service, on public and staff pages alike. */
export const serviceWords = defineTexts(
  {
    audience_person: 'Personas',
    audience_company: 'Empresas y asociaciones',
    audience_notary: 'Notarías',
    audience_public_body: 'Dependencias públicas',
    channel_counter: 'En ventanilla',
    channel_online: 'En línea',
    channel_telephone: 'Por teléfono',
    copies_original: 'original',
    copies_copy: 'copia',
    copies_original_and_copy: 'original y copia',
    free: 'Gratuito',
    costUnknown: 'Pregunte al instituto: no lo ha publicado',
    atOnce: 'En el momento',
    timeUnknown: 'Pregunte al instituto: no lo ha publicado',
    days: '{days, plural, one {un día hábil} other {# días hábiles}}',
  },
  {
    audience_person: 'People',
    audience_company: 'Companies and associations',
    audience_notary: 'Notaries',
    audience_public_body: 'Public bodies',
    channel_counter: 'At the counter',
    channel_online: 'Online',
    channel_telephone: 'By telephone',
    copies_original: 'original',
    copies_copy: 'copy',
    copies_original_and_copy: 'original and copy',
    free: 'Free of charge',
    costUnknown: 'Ask the institute: it has not published it',
    atOnce: 'At once',
    timeUnknown: 'Ask the institute: it has not published it',
    days: '{days, plural, one {one working day} other {# working days}}',
  },
);
