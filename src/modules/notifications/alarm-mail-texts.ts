import { defineTexts } from '#platform/i18n/texts.ts';

/** Words of the mails that tell of an alarm. */
export const alarmMailTexts = defineTexts(
  {
    'subject.oldest': 'los avisos no salen',
    'subject.technical': 'avisos que fallaron',
    'subject.unheard': 'un sistema no recibe lo que pasó con sus avisos',
    'subject.budget': 'presupuesto de avisos',
    'subject.parked': 'hechos sin aviso',
    'subject.jobs': 'tareas abandonadas',
    'subject.away': '{carrier} sin servicio',
    'subject.receipts': 'faltan acuses de {carrier}',
    'subject.unbalanced': 'no cuadran los avisos de {carrier}',
    begun: 'Alarma: {what}',
    over: 'Terminó: {what}',
    begunBody: '{words}\n\nDesde: {since}\nPantalla de operación: {link}\n\nSe le escribirá otra vez cuando termine.\n',
    overBody: 'Esto terminó:\n\n{words}\n\nDesde: {since}\nHasta: {until}\nPantalla de operación: {link}\n',
  },
  {
    'subject.oldest': 'notices do not leave',
    'subject.technical': 'notices that failed',
    'subject.unheard': 'a system does not hear what became of its notices',
    'subject.budget': 'budget of notices',
    'subject.parked': 'events without a notice',
    'subject.jobs': 'jobs given up',
    'subject.away': '{carrier} out of service',
    'subject.receipts': 'receipts of {carrier} are missing',
    'subject.unbalanced': 'notices of {carrier} do not add up',
    begun: 'Alarm: {what}',
    over: 'Over: {what}',
    begunBody:
      '{words}\n\nSince: {since}\nRunning the notices: {link}\n\nYou will be written to once more when it is over.\n',
    overBody: 'This is over:\n\n{words}\n\nSince: {since}\nUntil: {until}\nRunning the notices: {link}\n',
  },
);
