import { defineTexts } from '#platform/i18n/texts.ts';

export const agencyTexts = defineTexts(
  {
    'refusal.belowItself': 'Una unidad no puede depender de sí misma ni de una que depende de ella.',
    'refusal.belowItself.next': 'Elija otra unidad superior.',
    'refusal.slugTaken': 'Ya hay una unidad con esa clave.',
    'refusal.slugTaken.next': 'Elija otra clave.',
    'refusal.wrongPeriod': 'La suplencia termina antes de empezar.',
    'refusal.wrongPeriod.next': 'Revise las dos fechas.',
  },
  {
    'refusal.belowItself': 'A unit cannot stand below itself or below one that stands below it.',
    'refusal.belowItself.next': 'Choose another parent unit.',
    'refusal.slugTaken': 'There is a unit with that key already.',
    'refusal.slugTaken.next': 'Choose another key.',
    'refusal.wrongPeriod': 'The substitution ends before it begins.',
    'refusal.wrongPeriod.next': 'Check both dates.',
  },
);
