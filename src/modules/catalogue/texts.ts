import { defineTexts } from '#platform/i18n/texts.ts';

export const catalogueTexts = defineTexts(
  {
    'refusal.unknownService': 'No encontramos ese trámite en el catálogo.',
    'refusal.unknownService.next': 'Vuelva a la lista y elíjalo otra vez.',
    'refusal.nothingToPublish': 'No hay cambios por publicar.',
    'refusal.nothingToPublish.next': 'Guarde primero un borrador.',
  },
  {
    'refusal.unknownService': 'That service is not in the catalogue.',
    'refusal.unknownService.next': 'Go back to the list and choose it again.',
    'refusal.nothingToPublish': 'There are no changes to publish.',
    'refusal.nothingToPublish.next': 'Save a draft first.',
  },
);
