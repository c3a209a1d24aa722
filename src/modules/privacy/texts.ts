import { defineTexts } from '#platform/i18n/texts.ts';

export const privacyTexts = defineTexts(
  {
    'refusal.notFound': 'No encontramos esa solicitud.',
    'refusal.notFound.next': 'Revise el folio o búsquela en la lista.',
    'refusal.wrongStatus': 'La solicitud {folio} ya no está en una etapa que permita esto.',
    'refusal.wrongStatus.next': 'Otra persona pudo haberla movido. Recargue la página.',
    'refusal.extendedBefore': 'El plazo ya se amplió una vez.',
    'refusal.extendedBefore.next': 'La ley permite una sola ampliación: responda antes de la fecha límite.',
    'refusal.identityNeeded': 'Falta acreditar la identidad.',
    'refusal.identityNeeded.next': 'Antes de conceder, compruebe un documento oficial y anótelo.',
    'refusal.nameNeeded': 'Falta el nombre correcto.',
    'refusal.nameNeeded.next': 'Escriba nombre(s) y apellidos como están en el documento oficial.',
  },
  {
    'refusal.notFound': 'We could not find that request.',
    'refusal.notFound.next': 'Check the folio or look for it in the list.',
    'refusal.wrongStatus': 'Request {folio} is no longer at a stage that allows this.',
    'refusal.wrongStatus.next': 'Somebody may have moved it. Reload the page.',
    'refusal.extendedBefore': 'The term was extended once already.',
    'refusal.extendedBefore.next': 'The law allows one extension only: answer before the last day.',
    'refusal.identityNeeded': 'The identity has not been proved.',
    'refusal.identityNeeded.next': 'Before granting, check an official document and note it.',
    'refusal.nameNeeded': 'The right name is missing.',
    'refusal.nameNeeded.next': 'Enter given name(s) and surnames as on the official document.',
  },
);
