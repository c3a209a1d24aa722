import type { Channel } from '#modules/people/index.ts';

interface TemplateSeed {
  readonly slug: string;
  readonly channel: Channel;
  readonly event: string;
  readonly outcome: string | null;
  readonly subject: string;
  readonly body: string;
}

const CLOSING =
  '\n\nEste mensaje es informativo. Consulte el estado cuando quiera, sin cuenta: ((enlace))\n\nInstituto de la Función Registral del Estado de México';

function pair(
  slug: string,
  event: string,
  outcome: string | null,
  subject: string,
  sms: string,
  mail: string,
): TemplateSeed[] {
  return [
    { slug, channel: 'sms', event, outcome, subject: '', body: sms },
    { slug, channel: 'email', event, outcome, subject, body: `${mail}${CLOSING}` },
  ];
}

/** The notices of R3: entered, signed with its outcome, delivered. No name and no property: screens lie open. */
export const STATUS_TEMPLATES: readonly TemplateSeed[] = [
  ...pair(
    'ingresado',
    'registry.procedure_entered.v1',
    null,
    'Recibimos su trámite ((folio))',
    'IFREM: recibimos su tramite ((folio)) en ((oficina)). Siga su estado: ((enlace))',
    'Recibimos su trámite ((folio)), «((tramite))», en la Oficina Registral de ((oficina)). Le avisaremos cuando se firme.',
  ),
  ...pair(
    'aceptado',
    'registry.procedure_signed.v1',
    'accepted',
    'Su trámite ((folio)) fue ACEPTADO',
    'IFREM: su tramite ((folio)) fue ACEPTADO. Recójalo en ((oficina)). ((enlace))',
    'Su trámite ((folio)), «((tramite))», fue ACEPTADO y firmado. Ya puede recogerlo, con su identificación y el comprobante, en la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  ...pair(
    'suspendido',
    'registry.procedure_signed.v1',
    'suspended',
    'Su trámite ((folio)) está SUSPENDIDO: falta corregir algo',
    'IFREM: su tramite ((folio)) esta SUSPENDIDO. Falta corregir algo. ((enlace))',
    'Su trámite ((folio)), «((tramite))», está SUSPENDIDO. Lo que falta corregir:\n\n((motivos))\n\nAcuda a la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  ...pair(
    'rechazado',
    'registry.procedure_signed.v1',
    'rejected',
    'Su trámite ((folio)) fue RECHAZADO',
    'IFREM: su tramite ((folio)) fue RECHAZADO. Recoja la resolución. ((enlace))',
    'Su trámite ((folio)), «((tramite))», fue RECHAZADO:\n\n((motivos))\n\nPuede recoger la resolución en la Oficina Registral de ((oficina)): ((domicilio))',
  ),
  ...pair(
    'entregado',
    'registry.procedure_delivered.v1',
    null,
    'Se entregó su trámite ((folio))',
    'IFREM: el resultado de su tramite ((folio)) fue entregado en ((oficina)).',
    'El resultado de su trámite ((folio)), «((tramite))», se entregó en la Oficina Registral de ((oficina)). Si usted no lo recogió ni lo encargó, comuníquese con la oficina.',
  ),
];
