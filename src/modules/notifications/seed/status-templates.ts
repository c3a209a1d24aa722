import type { TemplateContent } from '../domain/template.ts';

interface TemplateSeed {
  readonly slug: string;
  readonly outcome: string | null;
  readonly content: TemplateContent;
}

const CLOSING =
  '\n\nEste mensaje es informativo. Consulte el estado cuando quiera, sin cuenta: ((enlace))\n\nInstituto de la Función Registral del Estado de México';

/** News of a status older than three days help nobody. */
const EXPIRES_HOURS = 72;

function notice(
  slug: string,
  name: string,
  about: { event: string; outcome: string | null },
  emailSubject: string,
  sms: string,
  emailText: string,
): TemplateSeed {
  const { event, outcome } = about;
  const texts = { sms, emailSubject, emailText: `${emailText}${CLOSING}` };
  return {
    slug,
    outcome,
    content: { name, event, ...texts, policy: 'fold', expiresHours: EXPIRES_HOURS, urgentReason: '' },
  };
}

const ENTERED = { event: 'registry.procedure_entered.v1', outcome: null };
const DELIVERED = { event: 'registry.procedure_delivered.v1', outcome: null };
const signed = (outcome: string) => ({ event: 'registry.procedure_signed.v1', outcome });

/** The notices of R3: entered, signed with its outcome, delivered. No name and no property: screens lie open. */
export const STATUS_TEMPLATES: readonly TemplateSeed[] = [
  notice(
    'ingresado',
    'Trámite recibido',
    ENTERED,
    'Recibimos su trámite ((folio))',
    'IFREM: recibimos su tramite ((folio)) en ((oficina)). Siga su estado: ((enlace))',
    'Recibimos su trámite ((folio)), «((tramite))», en la Oficina Registral de ((oficina)). Le avisaremos cuando se firme.',
  ),
  notice(
    'aceptado',
    'Trámite aceptado',
    signed('accepted'),
    'Su trámite ((folio)) fue ACEPTADO',
    'IFREM: su tramite ((folio)) fue ACEPTADO. Recójalo en ((oficina)). ((enlace))',
    'Su trámite ((folio)), «((tramite))», fue ACEPTADO y firmado. Ya puede recogerlo, con su identificación y el comprobante, en la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  notice(
    'suspendido',
    'Trámite suspendido',
    signed('suspended'),
    'Su trámite ((folio)) está SUSPENDIDO: falta corregir algo',
    'IFREM: su tramite ((folio)) esta SUSPENDIDO. Falta corregir algo. ((enlace))',
    'Su trámite ((folio)), «((tramite))», está SUSPENDIDO. Lo que falta corregir:\n\n((motivos))\n\nAcuda a la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  notice(
    'rechazado',
    'Trámite rechazado',
    signed('rejected'),
    'Su trámite ((folio)) fue RECHAZADO',
    'IFREM: su tramite ((folio)) fue RECHAZADO. Recoja la resolución. ((enlace))',
    'Su trámite ((folio)), «((tramite))», fue RECHAZADO:\n\n((motivos))\n\nPuede recoger la resolución en la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  notice(
    'entregado',
    'Resultado entregado',
    DELIVERED,
    'Se entregó su trámite ((folio))',
    'IFREM: el resultado de su tramite ((folio)) fue entregado en ((oficina)).',
    'El resultado de su trámite ((folio)), «((tramite))», se entregó en la Oficina Registral de ((oficina)). Si usted no lo recogió ni lo encargó, comuníquese con la oficina.',
  ),
];
