import { defineTexts } from '#platform/i18n/texts.ts';

/**
 * What goes to a contact that may be somebody else's by now: no name, no folio, no procedure, no outcome. `((liga))` is filled
 * as the message leaves. The words of SMS leave room for a long address in one segment.
 */
export const confirmTexts = defineTexts(
  {
    'ask.sms': 'Ventanilla: tenemos un aviso. ¿Este sigue siendo su número? Responda aquí: ((liga))',
    'ask.subject': '¿Este sigue siendo su correo?',
    'ask.mail':
      'Tenemos un aviso para la persona que nos dio este correo. Antes de enviarlo necesitamos saber que sigue siendo suyo.\n\nResponda aquí: ((liga))\n\nLa liga sirve 30 días. Si este correo no es de quien lo dio, dígalo ahí mismo y no volveremos a escribir.',
    'neutral.sms': 'Ventanilla: hay una novedad en un trámite de quien dio este número. Consulte con su folio: {link}',
    'neutral.subject': 'Hay una novedad en un trámite',
    'neutral.mail':
      'Hay una novedad en un trámite de la persona que nos dio este correo. Consúltela con su folio en {link} o pregunte en su oficina.',
  },
  {
    'ask.sms': 'Ventanilla: we have a notice. Is this still your number? Answer here: ((liga))',
    'ask.subject': 'Is this still your mailbox?',
    'ask.mail':
      'We have a notice for the person who gave us this address. Before we send it we need to know that it still is theirs.\n\nAnswer here: ((liga))\n\nThe link works for 30 days. If this address is not of whoever gave it, say so there and we will not write again.',
    'neutral.sms':
      'Ventanilla: there is news in a procedure of whoever gave this number. See it with your folio: {link}',
    'neutral.subject': 'There is news in a procedure',
    'neutral.mail':
      'There is news in a procedure of the person who gave us this address. See it with your folio at {link} or ask at your office.',
  },
);
