import { defineTexts } from '#platform/i18n/texts.ts';

export const openingTexts = defineTexts(
  {
    span: '{from} a {to}',
    spanHours: '{days}, {opens} a {closes}',
    openNow: 'Abierta ahora, hasta las {closes}.',
    opensLater: 'Hoy abre a las {opens}.',
    closedAlready: 'Hoy cerró a las {closes}.',
    closedWeekday: 'Hoy no atiende.',
    closedHoliday: 'Cerrada: es día inhábil.',
  },
  {
    span: '{from} to {to}',
    spanHours: '{days}, {opens} to {closes}',
    openNow: 'Open now, until {closes}.',
    opensLater: 'Opens today at {opens}.',
    closedAlready: 'Closed today at {closes}.',
    closedWeekday: 'Not open today.',
    closedHoliday: 'Closed: public holiday.',
  },
);
