import { defineTexts } from '#platform/i18n/texts.ts';

/** The last lines of a mail that one can stop. */
export const mailFooterTexts = defineTexts(
  { stop: '¿Ya no quiere recibir estos avisos en este correo? {link}' },
  { stop: 'Do you want to stop getting these notices at this address? {link}' },
);
