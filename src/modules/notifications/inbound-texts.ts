import { defineTexts } from '#platform/i18n/texts.ts';

/** What we answer to an SMS. Each fits one segment once accents are folded, but those that name a law. */
export const inboundTexts = defineTexts(
  {
    stop: 'Ventanilla: listo, ya no recibirá {topic} en este número. Para volver a recibirlos responda ALTA.',
    start: 'Ventanilla: listo, volverá a recibir {topic} en este número. Para dejar de recibirlos responda BAJA.',
    everything: 'avisos',
    stopRest:
      'Ventanilla: listo, ya no recibirá avisos en este número, salvo los que la ley obliga a enviarle: {topics}. Para volver a recibirlos responda ALTA.',
    basis: '{title} ({basis})',
    mandatoryBy:
      'Ventanilla: la ley obliga a enviarle estos avisos ({basis}) y no se pueden detener. Responda AYUDA para saber más.',
    mandatory:
      'Ventanilla: la ley obliga a enviarle estos avisos y no se pueden detener. Responda AYUDA para saber más.',
    help: 'Ventanilla: responda BAJA para no recibir avisos, ALTA para recibirlos otra vez, o ESTATUS y su folio para saber cómo va su trámite.',
    status: 'Ventanilla: {status}',
    unknownFolio:
      'Ventanilla: no hay ningún trámite con ese folio. Compárelo con su comprobante. Ejemplo: ESTATUS TOL-2026-000123-K',
    noFolio:
      'Ventanilla: para saber cómo va su trámite responda ESTATUS y su folio. Ejemplo: ESTATUS TOL-2026-000123-K',
    unknown:
      'Ventanilla: no entendimos su mensaje. Responda BAJA para no recibir avisos, o ESTATUS y su folio para saber cómo va su trámite.',
  },
  {
    stop: 'Ventanilla: done, you will no longer get {topic} at this number. To get them again answer ALTA.',
    start: 'Ventanilla: done, you will get {topic} at this number again. To stop getting them answer BAJA.',
    everything: 'notices',
    stopRest:
      'Ventanilla: done, you will no longer get notices at this number, but for those that the law asks for: {topics}. To get them again answer ALTA.',
    basis: '{title} ({basis})',
    mandatoryBy:
      'Ventanilla: the law asks us to send you these notices ({basis}) and they cannot be stopped. Answer AYUDA to know more.',
    mandatory:
      'Ventanilla: the law asks us to send you these notices and they cannot be stopped. Answer AYUDA to know more.',
    help: 'Ventanilla: answer BAJA to get no notices, ALTA to get them again, or ESTATUS and your folio to know how your procedure is going.',
    status: 'Ventanilla: {status}',
    unknownFolio:
      'Ventanilla: there is no procedure with that folio. Compare it with your receipt. Example: ESTATUS TOL-2026-000123-K',
    noFolio:
      'Ventanilla: to know how your procedure is going answer ESTATUS and its folio. Example: ESTATUS TOL-2026-000123-K',
    unknown:
      'Ventanilla: we did not understand. Answer BAJA to get no notices, or ESTATUS and your folio to know how your procedure is going.',
  },
);
