import { defineTexts } from '../i18n/texts.ts';

export const httpTexts = defineTexts(
  {
    'form.missing': 'Falta este dato.',
    'form.invalid': 'Revise este dato: no tiene la forma esperada.',
    'form.tooLong': 'Escriba como máximo {maximum} caracteres.',
    'form.tooShort': 'Escriba al menos {minimum} caracteres.',
    'refusal.pageNotFound': 'No encontramos esta página.',
    'refusal.pageNotFound.next': 'Revise la dirección o vuelva al inicio.',
    'refusal.formExpired': 'No pudimos comprobar que este envío salió de nuestra página.',
    'refusal.formExpired.next': 'Vuelva a la página anterior, recárguela y envíe el formulario otra vez.',
    'refusal.otherAgency': 'Esta página es de otra dependencia.',
    'refusal.otherAgency.next':
      'La abrió cuando trabajaba en otra, y nada cambió. Abra la página otra vez en la dependencia que quiera.',
    'refusal.stillSending': 'Este envío todavía se está registrando.',
    'refusal.stillSending.next': 'Espere un momento y revise si ya quedó antes de enviarlo otra vez.',
    'refusal.badRequest': 'No pudimos leer lo que envió.',
    'refusal.badRequest.next': 'Vuelva a la página anterior e inténtelo otra vez.',
    'refusal.unwritable': 'Un dato trae signos invisibles que no se pueden guardar.',
    'refusal.unwritable.next':
      'Suelen venir al copiar de un PDF o de otro programa. Vuelva a la página anterior y escriba ese dato a mano.',
    'refusal.tooLarge': 'Lo que envió es demasiado grande.',
    'refusal.tooLarge.next': 'Envíe un archivo más pequeño o menos texto.',
    'refusal.noSpace': 'No hay espacio para guardar lo que envió.',
    'refusal.noSpace.next': 'No se guardó nada. Avise a quien administra el sistema e inténtelo otra vez más tarde.',
    'refusal.tooMany': 'Hubo demasiados intentos seguidos.',
    'refusal.tooMany.next':
      'Espere {minutes, plural, =0 {{seconds, plural, one {un segundo} other {# segundos}}} other {# minutos}} e inténtelo otra vez.',
    'refusal.keyNeeded': 'Falta la clave de la API o no es válida.',
    'refusal.keyNeeded.next': 'Envíe el encabezado Authorization: Bearer con una clave vigente.',
    'failure.title': 'Algo falló de nuestro lado.',
    'failure.next':
      'No se perdió nada de lo ya registrado. Espere un momento e inténtelo otra vez; si sigue igual, mencione el número de la petición.',
    'unavailable.title': 'El sistema no está disponible por el momento.',
    'unavailable.next': 'Estamos recuperándolo. Espere un minuto e inténtelo otra vez; lo ya registrado está a salvo.',
  },
  {
    'form.missing': 'This is missing.',
    'form.invalid': 'Check this: it does not look as expected.',
    'form.tooLong': 'Enter at most {maximum} characters.',
    'form.tooShort': 'Enter at least {minimum} characters.',
    'refusal.pageNotFound': 'We could not find this page.',
    'refusal.pageNotFound.next': 'Check the address or go back to the start.',
    'refusal.formExpired': 'We could not check that this came from our page.',
    'refusal.formExpired.next': 'Go back, reload the page and send the form again.',
    'refusal.otherAgency': 'This page is of another agency.',
    'refusal.otherAgency.next':
      'You opened it while you worked in another one, and nothing changed. Open the page again in the agency you want.',
    'refusal.stillSending': 'This is still being recorded.',
    'refusal.stillSending.next': 'Wait a moment and see whether it is there before you send it again.',
    'refusal.badRequest': 'We could not read what you sent.',
    'refusal.badRequest.next': 'Go back and try again.',
    'refusal.unwritable': 'Something you sent holds invisible characters that cannot be stored.',
    'refusal.unwritable.next':
      'They often come along when text is copied from a PDF or another program. Go back and type it by hand.',
    'refusal.tooLarge': 'What you sent is too large.',
    'refusal.tooLarge.next': 'Send a smaller file or less text.',
    'refusal.noSpace': 'There is no room to keep what you sent.',
    'refusal.noSpace.next': 'Nothing was kept. Tell whoever runs the system and try again later.',
    'refusal.tooMany': 'There were too many attempts in a row.',
    'refusal.tooMany.next':
      'Wait {minutes, plural, =0 {{seconds, plural, one {a second} other {# seconds}}} other {# minutes}} and try again.',
    'refusal.keyNeeded': 'The API key is missing or not valid.',
    'refusal.keyNeeded.next': 'Send the header Authorization: Bearer with a valid key.',
    'failure.title': 'Something failed on our side.',
    'failure.next':
      'Nothing already recorded was lost. Wait a moment and try again; if it persists, quote the request number.',
    'unavailable.title': 'The system is not available at the moment.',
    'unavailable.next': 'We are bringing it back. Wait a minute and try again; what was recorded is safe.',
  },
);
