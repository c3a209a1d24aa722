import type { Ctx } from '#platform/context.ts';
import {
  noticeRetraction,
  noticeSource,
  type NoticeRetraction,
  type NoticeFacts,
  type NoticeSource,
  type NoticeVariable,
} from '#platform/notices.ts';
import { findOffice } from '#modules/agencies/index.ts';
import { findService } from '#modules/catalogue/index.ts';
import { OUTCOMES, type Outcome } from './domain/statuses.ts';
import {
  procedureCancelled,
  procedureDelivered,
  procedureEntered,
  procedureReentered,
  procedureSigned,
  procedureWithdrawn,
} from './events.ts';
import { noticeTexts } from './notice-texts.ts';

interface About {
  readonly procedureId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly personId: string;
  readonly service: string;
  readonly outcome?: Outcome;
  readonly reasons?: readonly string[];
}

const title = (key: Parameters<ReturnType<typeof noticeTexts>>[0]): NoticeVariable['title'] => {
  return (locale) => noticeTexts(locale)(key);
};

/** No name and no property: a text lies open on a locked screen. */
const VARIABLES: readonly NoticeVariable[] = [
  {
    name: 'folio',
    type: 'folio',
    title: title('folio'),
    samples: { shortest: 'TOL-2026-000001-A', typical: 'TOL-2026-000123-K', longest: 'TOL-2026-999999-W' },
  },
  {
    name: 'tramite',
    type: 'text',
    maximum: 90,
    title: title('service'),
    samples: {
      shortest: 'Búsqueda',
      typical: 'Inscripción de compraventa',
      longest: 'Certificado de libertad o existencia de gravámenes',
    },
  },
  {
    name: 'oficina',
    type: 'text',
    maximum: 40,
    title: title('office'),
    samples: { shortest: 'Lerma', typical: 'Tlalnepantla', longest: 'Tenango del Valle' },
  },
  {
    name: 'domicilio',
    type: 'text',
    maximum: 200,
    title: title('address'),
    samples: {
      shortest: 'Plaza Juárez 1, Centro',
      typical: 'Av. Independencia Oriente 102, Centro, 50000 Toluca',
      longest:
        'Av. Doctor Nicolás San Juan s/n, Parque Cuauhtémoc, colonia ex Rancho Cuauhtémoc, planta baja, 50010 Toluca de Lerdo',
    },
  },
  {
    name: 'motivos',
    type: 'text',
    maximum: 1500,
    title: title('reasons'),
    samples: {
      shortest: '• Falta el pago',
      typical: '• Falta el comprobante de pago de derechos o el monto no es el correcto',
      longest:
        '• Falta el comprobante de pago de derechos o el monto no es el correcto\n• La superficie no coincide con el antecedente registral\n• Falta la firma o el sello del notario público en una de las hojas',
    },
  },
  {
    name: 'enlace',
    type: 'link',
    title: title('link'),
    samples: { shortest: '/f/TOL-2026-000001-A', typical: '/f/TOL-2026-000123-K', longest: '/f/TOL-2026-999999-W' },
  },
];

async function facts(tx: Ctx, about: About): Promise<NoticeFacts> {
  const { procedureId, folio, unitId, personId, service, outcome, reasons = [] } = about;
  const office = await findOffice(tx.db, unitId);
  const offered = await findService(tx.db, tx.locale, service);
  return {
    subject: { type: 'procedure', id: procedureId },
    unitId,
    personId,
    service,
    outcome: outcome ?? null,
    values: {
      folio,
      tramite: offered?.name ?? service,
      oficina: office?.name ?? '',
      domicilio: office?.address ?? '',
      motivos: reasons.map((reason) => `• ${reason}`).join('\n'),
      enlace: `/f/${folio}`,
    },
  };
}

const outcomes = OUTCOMES.map((value) => ({ value, title: title(value) }));
const about = { outcomes: [], variables: VARIABLES, facts };

/** R3: what of a procedure its citizen can be told. */
export const registryNotices: readonly NoticeSource[] = [
  noticeSource({ ...about, event: procedureEntered, title: title('entered') }),
  noticeSource({ ...about, event: procedureSigned, title: title('signed'), outcomes }),
  noticeSource({ ...about, event: procedureDelivered, title: title('delivered') }),
  noticeSource({ ...about, event: procedureReentered, title: title('reentered') }),
  noticeSource({ ...about, event: procedureWithdrawn, title: title('withdrawn') }),
];

/** A procedure that was entered by mistake was never there: nobody is told of it any more. */
export const registryRetractions: readonly NoticeRetraction[] = [
  noticeRetraction(procedureCancelled, ({ procedureId }) => ({ type: 'procedure', id: procedureId })),
];
