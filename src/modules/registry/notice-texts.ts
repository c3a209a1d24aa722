import { defineTexts } from '#platform/i18n/texts.ts';

/** Names of what can be told about a procedure, for whoever writes the notices. */
export const noticeTexts = defineTexts(
  {
    entered: 'Trámite ingresado',
    signed: 'Trámite firmado',
    delivered: 'Resultado entregado',
    reentered: 'Trámite reingresado, ya corregido',
    withdrawn: 'Trámite desistido',
    accepted: 'aceptado',
    suspended: 'suspendido',
    rejected: 'rechazado',
    folio: 'Folio del trámite',
    service: 'Nombre del trámite',
    office: 'Oficina registral',
    address: 'Domicilio de la oficina',
    reasons: 'Motivos, uno por renglón',
    link: 'Enlace al estado del trámite',
  },
  {
    entered: 'Procedure entered',
    signed: 'Procedure signed',
    delivered: 'Result delivered',
    reentered: 'Procedure re-entered, corrected',
    withdrawn: 'Procedure withdrawn',
    accepted: 'accepted',
    suspended: 'suspended',
    rejected: 'rejected',
    folio: 'Folio of the procedure',
    service: 'Name of the procedure',
    office: 'Registry office',
    address: 'Address of the office',
    reasons: 'Reasons, one a line',
    link: 'Link to the status of the procedure',
  },
);
