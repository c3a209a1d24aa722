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
    'replaced.sms':
      'Ventanilla: desde hoy los avisos de su trámite van a otro número. ¿No lo pidió usted? Dígalo en su oficina, con su identificación.',
    'replaced.subject': 'Los avisos de su trámite van a otro correo',
    'replaced.mail':
      'Desde hoy los avisos de su trámite van a otro correo, porque así lo pidió alguien que conoce el folio y el apellido.\n\nSi fue usted, no tiene que hacer nada. Si no fue usted, dígalo en su oficina, con su identificación: ahí ponen de nuevo su correo.',
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
    'replaced.sms':
      'Ventanilla: from today the notices of your procedure go to another number. Was it not you? Tell your office and bring your ID.',
    'replaced.subject': 'The notices of your procedure go to another mailbox',
    'replaced.mail':
      'From today the notices of your procedure go to another mailbox, because somebody who knows the folio and the surname asked for it.\n\nIf it was you, there is nothing you need to do. If it was not, tell your office and bring your ID: they will put your mailbox back.',
    'neutral.sms':
      'Ventanilla: there is news in a procedure of whoever gave this number. See it with your folio: {link}',
    'neutral.subject': 'There is news in a procedure',
    'neutral.mail':
      'There is news in a procedure of the person who gave us this address. See it with your folio at {link} or ask at your office.',
  },
);
