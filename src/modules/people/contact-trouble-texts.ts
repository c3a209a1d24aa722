import { defineTexts } from '#platform/i18n/texts.ts';

export const contactTroubleTexts = defineTexts(
  {
    title: 'Avisos que no llegan',
    opt_out: '{address}: la persona pidió no recibir avisos (desde el {date})',
    hard_bounce: '{address}: no existe, los avisos no llegan (desde el {date}). Pida otro dato.',
    complaint: '{address}: la persona marcó un aviso como no deseado (desde el {date})',
    not_theirs: '{address}: quien lo contesta dijo que no es de esta persona ({date}). Pida otro dato.',
  },
  {
    title: 'Notices that do not arrive',
    opt_out: '{address}: the person asked to get no notices (since {date})',
    hard_bounce: '{address}: does not exist, notices do not arrive (since {date}). Ask for another one.',
    complaint: '{address}: the person marked a notice as unwanted (since {date})',
    not_theirs: '{address}: whoever answers it said that it is not this person’s ({date}). Ask for another one.',
  },
);
