import { defineTexts } from '#platform/i18n/texts.ts';

/** Texts of one-time codes. `((codigo))` is filled as the message leaves. A subject never holds it: screens show subjects. */
export const codeTexts = defineTexts(
  {
    'sms.add_channel':
      'Ventanilla: su código para recibir avisos es ((codigo)). Vence en {minutes} minutos. No lo comparta.',
    'sms.remove_channel':
      'Ventanilla: su código para dejar de recibir avisos es ((codigo)). Vence en {minutes} minutos. No lo comparta.',
    'sms.access':
      'Ventanilla: su código para ver sus trámites es ((codigo)). Vence en {minutes} minutos. No lo comparta.',
    subject: 'Su código de Ventanilla',
    'mail.add_channel': 'Su código para recibir avisos en este correo es:',
    'mail.remove_channel': 'Su código para dejar de recibir avisos en este correo es:',
    'mail.access': 'Su código para ver sus trámites es:',
    'mail.closing':
      'Vence en {minutes} minutos y sirve una sola vez. No lo comparta con nadie: el personal nunca se lo pedirá.\n\nSi usted no lo pidió, no tiene que hacer nada.',
  },
  {
    'sms.add_channel':
      'Ventanilla: your code to get notices is ((codigo)). It expires in {minutes} minutes. Do not share it.',
    'sms.remove_channel':
      'Ventanilla: your code to stop getting notices is ((codigo)). It expires in {minutes} minutes. Do not share it.',
    'sms.access':
      'Ventanilla: your code to see your procedures is ((codigo)). It expires in {minutes} minutes. Do not share it.',
    subject: 'Your Ventanilla code',
    'mail.add_channel': 'Your code to get notices at this address is:',
    'mail.remove_channel': 'Your code to stop getting notices at this address is:',
    'mail.access': 'Your code to see your procedures is:',
    'mail.closing':
      'It expires in {minutes} minutes and works once. Do not share it: our staff will never ask you for it.\n\nIf you did not ask for it, there is nothing you need to do.',
  },
);
