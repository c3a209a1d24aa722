import { defineTexts } from '#platform/i18n/texts.ts';

export const catalogueTexts = defineTexts(
  {
    'refusal.unknownService': 'No encontramos ese trámite en el catálogo.',
    'refusal.unknownService.next': 'Vuelva a la lista y elíjalo otra vez.',
    'refusal.nothingToPublish': 'No hay cambios por publicar.',
    'refusal.nothingToPublish.next': 'Guarde primero un borrador.',
    'refusal.nameTaken': 'Ya hay un trámite con ese nombre.',
    'refusal.nameTaken.next': 'Cámbielo para que la gente los distinga.',
    'refusal.notInForce': 'Ese trámite no está publicado.',
    'refusal.notInForce.next': 'Vuelva a la lista del catálogo.',
    'refusal.daysNeeded': 'Falta el tiempo de respuesta: de él sale la fecha en que vence cada trámite.',
    'refusal.daysNeeded.next': 'Escriba los días hábiles.',
    'refusal.changedMeanwhile': 'Otra persona guardó este trámite mientras usted lo veía.',
    'refusal.changedMeanwhile.next': 'Abra el trámite otra vez y revise lo que cambió.',
  },
  {
    'refusal.unknownService': 'That service is not in the catalogue.',
    'refusal.unknownService.next': 'Go back to the list and choose it again.',
    'refusal.nothingToPublish': 'There are no changes to publish.',
    'refusal.nothingToPublish.next': 'Save a draft first.',
    'refusal.nameTaken': 'There is a service with that name already.',
    'refusal.nameTaken.next': 'Change it so that people can tell them apart.',
    'refusal.notInForce': 'That service is not published.',
    'refusal.notInForce.next': 'Go back to the list of the catalogue.',
    'refusal.daysNeeded': 'The response time is missing: the due date of each case follows from it.',
    'refusal.daysNeeded.next': 'Write the working days.',
    'refusal.changedMeanwhile': 'Somebody else saved this service while you were looking at it.',
    'refusal.changedMeanwhile.next': 'Open the service again and see what changed.',
  },
);
