import { defineTexts } from '#platform/i18n/texts.ts';

/** Words of the public page about how well notices and the service window work. */
export const performanceTexts = defineTexts(
  {
    title: 'Cómo funciona el servicio',
    lead: 'Cuántos avisos se mandan cada mes, cuántos llegan y qué tan pronto salen, y cuánto tiempo está disponible la ventanilla. Se cuenta solo, cada hora.',
    messages: 'Avisos enviados cada mes',
    messagesAbout: 'Mensajes de texto (SMS) y correos, con los códigos para entrar. Sin las pruebas.',
    delivered: 'Mensajes de texto que llegaron',
    deliveredAbout:
      'De los que ya tienen un final, cuántos entregó la compañía telefónica. De los correos nadie avisa que llegaron: no se cuentan.',
    prompt: 'Avisos que salieron en 10 segundos o menos',
    promptAbout:
      'Desde que debían salir hasta que la compañía o el servidor de correo los tomó. Sin los envíos a listas y sin los reintentos.',
    available: 'Disponibilidad de la ventanilla',
    availableAbout:
      'Minutos en que las páginas y los datos se podían usar, de los minutos del mes desde que se empezó a medir.',
    deliveredShare: 'Llegaron',
    promptShare: 'En 10 segundos',
    availableShare: 'Disponible',
    sms: 'SMS',
    email: 'Correos',
    month: 'Mes',
    numbers: 'Números de «{title}»',
    few: 'menos de 10',
    none: 'sin datos',
    small:
      'Los números menores que 10 no se publican, ni lo que se calcula de ellos: podrían decir algo de una persona.',
    csv: 'Descargar todo (CSV)',
    chart: 'Gráfica de los últimos doce meses; los números están en la tabla que sigue.',
    empty: 'Todavía no hay nada que contar.',
  },
  {
    title: 'How the service performs',
    lead: 'How many notices are sent each month, how many arrive and how soon they leave, and how much of the time the service window is available. Counted by itself, every hour.',
    messages: 'Notices sent each month',
    messagesAbout: 'Text messages (SMS) and e-mails, with the codes to sign in. Without tests.',
    delivered: 'Text messages that arrived',
    deliveredAbout:
      'Of those that have an end, how many the telephone company delivered. Nobody reports that an e-mail arrived: they are not counted.',
    prompt: 'Notices that left within 10 seconds',
    promptAbout:
      'From when they were due until the telephone company or the mail server took them. Without sendings to lists and without repeated tries.',
    available: 'Availability of the service window',
    availableAbout: 'Minutes in which pages and data could be used, of the minutes of the month since measuring began.',
    deliveredShare: 'Arrived',
    promptShare: 'Within 10 seconds',
    availableShare: 'Available',
    sms: 'SMS',
    email: 'E-mails',
    month: 'Month',
    numbers: 'Numbers of "{title}"',
    few: 'fewer than 10',
    none: 'no data',
    small:
      'Numbers below 10 are not published, nor what is worked out from them: they could tell something about a person.',
    csv: 'Download all of it (CSV)',
    chart: 'Chart of the last twelve months; the numbers stand in the table below it.',
    empty: 'There is nothing to count yet.',
  },
);
