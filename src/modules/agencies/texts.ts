import { defineTexts } from '#platform/i18n/texts.ts';

export const agencyTexts = defineTexts(
  {
    'refusal.belowItself': 'Una unidad no puede depender de sí misma ni de una que depende de ella.',
    'refusal.belowItself.next': 'Elija otra unidad superior.',
    'refusal.slugTaken': 'Ya hay una unidad con esa clave.',
    'refusal.slugTaken.next': 'Elija otra clave.',
    'refusal.wrongPeriod': 'El periodo termina antes de empezar.',
    'refusal.wrongPeriod.next': 'Revise las dos fechas.',
    'refusal.periodOverYears': 'El periodo abarca dos años.',
    'refusal.periodOverYears.next': 'Regístrelo en dos partes: hasta el 31 de diciembre y desde el 1 de enero.',
    'refusal.periodGone': 'Ese periodo ya no está en el calendario.',
    'refusal.periodGone.next': 'Vuelva al calendario y revise cómo quedó.',
  },
  {
    'refusal.belowItself': 'A unit cannot stand below itself or below one that stands below it.',
    'refusal.belowItself.next': 'Choose another parent unit.',
    'refusal.slugTaken': 'There is a unit with that key already.',
    'refusal.slugTaken.next': 'Choose another key.',
    'refusal.wrongPeriod': 'The period ends before it begins.',
    'refusal.wrongPeriod.next': 'Check both dates.',
    'refusal.periodOverYears': 'The period spans two years.',
    'refusal.periodOverYears.next': 'Enter it in two parts: up to 31 December and from 1 January.',
    'refusal.periodGone': 'That period is no longer in the calendar.',
    'refusal.periodGone.next': 'Go back to the calendar and see how it stands.',
  },
);
