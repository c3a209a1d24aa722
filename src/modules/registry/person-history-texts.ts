import { defineTexts } from '#platform/i18n/texts.ts';

/** Words of the page with a person's procedures and notices. */
export const personHistoryTexts = defineTexts(
  {
    title: 'Trámites y avisos',
    lead: 'De las oficinas que usted atiende.',
    procedures: 'Trámites',
    noProcedures: 'No hay trámites de esta persona en sus oficinas.',
    notices: 'Avisos enviados',
  },
  {
    title: 'Procedures and notices',
    lead: 'Of the offices that you serve.',
    procedures: 'Procedures',
    noProcedures: 'There are no procedures of this person in your offices.',
    notices: 'Notices sent',
  },
);
