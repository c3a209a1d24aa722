import { defineTexts } from '#platform/i18n/texts.ts';

/** What carries a code. The subject never holds it: subjects show on locked screens. */
export const codeTexts = defineTexts(
  {
    sms: 'Ventanilla: su código es {code}. Vence en 10 minutos. No lo comparta con nadie.',
    subject: 'Su código de verificación',
    mail: 'Su código de verificación es {code}\n\nEscríbalo en la página donde lo pidió. Vence en 10 minutos y sirve una sola vez.\n\nSi usted no lo pidió, no haga nada: sin el código nadie puede usar su correo. Ninguna persona de la oficina se lo va a pedir.\n\n{host}',
  },
  {
    sms: 'Ventanilla: your code is {code}. It expires in 10 minutes. Share it with nobody.',
    subject: 'Your verification code',
    mail: 'Your verification code is {code}\n\nEnter it on the page where you asked for it. It expires in 10 minutes and works once.\n\nIf you did not ask for it, do nothing: without the code nobody can use your mailbox. Nobody from the office will ask you for it.\n\n{host}',
  },
);
