import { defineTexts } from '#platform/i18n/texts.ts';

/** Why a number that is written well gets no SMS, and what to write instead. */
export const mobileTexts = defineTexts(
  {
    landline: 'Es un teléfono fijo y no recibe mensajes. Escriba un celular, o avise por correo.',
    international:
      'Es un número de otro país y ahí no enviamos mensajes. Escriba un celular de México, o avise por correo.',
  },
  {
    landline: 'It is a landline and gets no messages. Enter a mobile, or use e-mail.',
    international:
      'It is a number of another country, where we send no messages. Enter a mobile of Mexico, or use e-mail.',
  },
);
