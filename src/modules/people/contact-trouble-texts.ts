import { defineTexts } from '#platform/i18n/texts.ts';

export const contactTroubleTexts = defineTexts(
  {
    title: 'Avisos que no llegan',
    confirm: 'Confirme con la persona su celular y su correo: algunos avisos no le llegan.',
    not_delivered:
      '{address}: los últimos tres avisos no llegaron (el último, el {date}). Confirme el dato con la persona.',
    unconfirmed:
      '{address}: falta confirmar que sigue siendo de esta persona (desde el {date}). Los avisos con sus datos esperan.',
    opt_out: '{address}: la persona pidió no recibir avisos (desde el {date})',
    hard_bounce: '{address}: no existe, los avisos no llegan (desde el {date}). Pida otro dato.',
    complaint: '{address}: la persona marcó un aviso como no deseado (desde el {date})',
    not_theirs: '{address}: quien lo contesta dijo que no es de esta persona ({date}). Pida otro dato.',
  },
  {
    title: 'Notices that do not arrive',
    confirm: 'Confirm mobile and e-mail with the person: some notices do not arrive.',
    not_delivered: '{address}: the last three notices did not arrive (the last on {date}). Confirm it with the person.',
    unconfirmed:
      '{address}: it is to be confirmed that it still is this person’s (since {date}). Notices with their data wait.',
    opt_out: '{address}: the person asked to get no notices (since {date})',
    hard_bounce: '{address}: does not exist, notices do not arrive (since {date}). Ask for another one.',
    complaint: '{address}: the person marked a notice as unwanted (since {date})',
    not_theirs: '{address}: whoever answers it said that it is not this person’s ({date}). Ask for another one.',
  },
);
