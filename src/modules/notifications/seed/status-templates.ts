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

interface Words {
  readonly emailSubject: string;
  readonly sms: string;
  readonly emailText: string;
}

function notice(
  slug: string,
  name: string,
  { event, outcome }: { event: string; outcome: string | null },
  words: Words,
): TemplateSeed {
  const texts = { ...words, emailText: `${words.emailText}${CLOSING}` };
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
  notice('ingresado', 'Trámite recibido', ENTERED, {
    emailSubject: 'Recibimos su trámite ((folio))',
    sms: 'IFREM: recibimos su tramite ((folio)) en ((oficina)). Siga su estado: ((enlace))',
    emailText:
      'Recibimos su trámite ((folio)), «((tramite))», en la Oficina Registral de ((oficina)). Le avisaremos cuando se firme.',
  }),
  notice('aceptado', 'Trámite aceptado', signed('accepted'), {
    emailSubject: 'Su trámite ((folio)) fue ACEPTADO',
    sms: 'IFREM: su tramite ((folio)) fue ACEPTADO. Recójalo en ((oficina)). ((enlace))',
    emailText:
      'Su trámite ((folio)), «((tramite))», fue ACEPTADO y firmado. Ya puede recogerlo, con su identificación y el comprobante, en la Oficina Registral de ((oficina)): ((domicilio))',
  }),
  notice('suspendido', 'Trámite suspendido', signed('suspended'), {
    emailSubject: 'Su trámite ((folio)) está SUSPENDIDO: falta corregir algo',
    sms: 'IFREM: su tramite ((folio)) esta SUSPENDIDO. Falta corregir algo. ((enlace))',
    emailText:
      'Su trámite ((folio)), «((tramite))», está SUSPENDIDO. Lo que falta corregir:\n\n((motivos))\n\nAcuda a la Oficina Registral de ((oficina)): ((domicilio))',
  }),
  notice('rechazado', 'Trámite rechazado', signed('rejected'), {
    emailSubject: 'Su trámite ((folio)) fue RECHAZADO',
    sms: 'IFREM: su tramite ((folio)) fue RECHAZADO. Recoja la resolución. ((enlace))',
    emailText:
      'Su trámite ((folio)), «((tramite))», fue RECHAZADO:\n\n((motivos))\n\nPuede recoger la resolución en la Oficina Registral de ((oficina)): ((domicilio))',
  }),
  notice('entregado', 'Resultado entregado', DELIVERED, {
    emailSubject: 'Se entregó su trámite ((folio))',
    sms: 'IFREM: el resultado de su tramite ((folio)) fue entregado en ((oficina)).',
    emailText:
      'El resultado de su trámite ((folio)), «((tramite))», se entregó en la Oficina Registral de ((oficina)). Si usted no lo recogió ni lo encargó, comuníquese con la oficina.',
  }),
];
