import { defineTexts } from '#platform/i18n/texts.ts';

/** Warnings before an entry, and who it is for. */
export const intakeTexts = defineTexts(
  {
    doubles: 'Antes de ingresar: puede estar repetido',
    twins:
      '{count, plural, one {Ya hay un trámite igual, todavía abierto, para este inmueble:} other {Ya hay # trámites iguales, todavía abiertos, para este inmueble:}}',
    newTab: '(se abre en otra pestaña; lo escrito aquí no se pierde)',
    whoIsIt: 'Se parece a alguien ya registrado. ¿Es la misma persona?',
    isThis: 'Sí, es {name}',
    latest: 'último trámite {folio}, {date}',
    isNew: 'No, es otra persona',
    goOn: 'Continuar de todos modos',
    otherDocuments: 'Otros documentos que entrega',
    knownPerson: 'El trámite queda a nombre de una persona ya registrada:',
    otherPerson: 'Es otra persona',
  },
  {
    doubles: 'Before you enter it: this may be a repetition',
    twins:
      '{count, plural, one {There is already an open procedure of this type for this property:} other {There are already # open procedures of this type for this property:}}',
    newTab: '(opens in another tab; what you typed here stays)',
    whoIsIt: 'This looks like somebody who is registered. Is it the same person?',
    isThis: 'Yes, it is {name}',
    latest: 'latest procedure {folio}, {date}',
    isNew: 'No, it is somebody else',
    goOn: 'Continue anyway',
    otherDocuments: 'Other documents handed in',
    knownPerson: 'The procedure will be of a person who is registered:',
    otherPerson: 'It is somebody else',
  },
);
