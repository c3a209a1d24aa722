import type { Audience, ReasonContent, Requirement, ServiceContent } from '../content.ts';
import { REJECTION as R, SUSPENSION as S } from './reasons.ts';
import { needs, type ServiceSeed } from './service-seed.ts';

/**
 * The procedures of the registry offices (requirement R1). Costs, terms, requirements and reasons are figures of the
 * demonstration: an administrator enters those in force (Código Financiero del Estado de México y Municipios). Laws are
 * named without articles on purpose.
 */
interface RegistrySeed {
  readonly es: string;
  readonly en: string;
  readonly aboutEs: string;
  readonly aboutEn: string;
  readonly resultEs: string;
  readonly resultEn: string;
  readonly audiences?: Audience[];
  readonly requirements: Requirement[];
  readonly pesos: number;
  readonly responseDays: number;
  readonly suspension: ReasonContent[];
  readonly rejection: ReasonContent[];
  readonly synonyms: string[];
}

const ID = needs('Identificación oficial vigente de quien solicita', 'original_and_copy');
const PAYMENT = needs('Comprobante de pago de derechos', 'original', 'Se paga antes de ingresar el trámite.');
const FOLIO = needs('Folio real electrónico, o partida, volumen, libro y sección del inmueble');
const DEED = needs('Testimonio de la escritura pública', 'original_and_copy');
const TRANSFER_TAX = needs('Comprobante de pago del impuesto de traslado de dominio', 'original');
const DEEDS = [S.payment, S.property, S.legible, S.holder];
const INSCRIPTION = [R.office, R.act, R.order, R.rank];

function ofRegistry(slug: string, seed: RegistrySeed): ServiceSeed {
  const content: ServiceContent = {
    nameEs: seed.es,
    nameEn: seed.en,
    descriptionEs: seed.aboutEs,
    descriptionEn: seed.aboutEn,
    resultEs: seed.resultEs,
    resultEn: seed.resultEn,
    audiences: seed.audiences ?? ['person', 'company', 'notary', 'public_body'],
    channels: ['counter'],
    offices: [],
    byMunicipality: true,
    requirements: seed.requirements,
    costCents: seed.pesos * 100,
    costBasis: 'Código Financiero del Estado de México y Municipios; cifra de demostración',
    responseDays: seed.responseDays,
    timeNote: '',
    correctionDays: 30,
    legalBasis: 'Ley Registral para el Estado de México y su Reglamento; Código Civil del Estado de México',
    suspensionReasons: seed.suspension,
    rejectionGrounds: seed.rejection,
    synonyms: seed.synonyms,
  };
  return { slug, handledBy: 'registry', content };
}

export const REGISTRY_SERVICES: readonly ServiceSeed[] = [
  ofRegistry('certificado-gravamenes', {
    es: 'Certificado de libertad o existencia de gravámenes',
    en: 'Certificate of encumbrances',
    aboutEs: 'Dice si un inmueble tiene hipotecas, embargos u otras cargas.',
    aboutEn: 'States whether a property has mortgages, liens or other charges.',
    resultEs: 'Certificado firmado por la registradora o el registrador.',
    resultEn: 'Certificate signed by the registrar.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 1012,
    responseDays: 5,
    suspension: [S.payment, S.identity, S.antecedent],
    rejection: [R.office, R.none],
    synonyms: [
      'gravamen',
      'libre de gravamen',
      'CLG',
      'adeudo de la casa',
      'embargo',
      'cargas',
      'deudas del terreno',
      'deudas de la casa',
      'antes de comprar',
    ],
  }),
  ofRegistry('certificado-no-propiedad', {
    es: 'Certificado de no propiedad',
    en: 'Certificate of no property',
    aboutEs: 'Dice que una persona no tiene inmuebles inscritos en una oficina registral.',
    aboutEn: 'States that a person has no property registered at an office.',
    resultEs: 'Certificado de no propiedad.',
    resultEn: 'Certificate of no property.',
    audiences: ['person'],
    requirements: [ID, needs('Acta de nacimiento', 'copy'), PAYMENT],
    pesos: 446,
    responseDays: 5,
    suspension: [S.payment, S.identity, S.person],
    rejection: [R.other],
    synonyms: ['no tengo casa', 'constancia de no propiedad', 'no tener bienes', 'no inscripción a mi nombre'],
  }),
  ofRegistry('certificado-inscripcion', {
    es: 'Certificado de inscripción',
    en: 'Certificate of inscription',
    aboutEs: 'Da constancia de que un acto está inscrito y de lo que dice.',
    aboutEn: 'Attests that an act is inscribed and what it says.',
    resultEs: 'Certificado con los datos de la inscripción.',
    resultEn: 'Certificate with the data of the inscription.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 678,
    responseDays: 5,
    suspension: [S.payment, S.identity, S.antecedent],
    rejection: [R.office, R.none],
    synonyms: ['constancia de inscripción', 'comprobar que está inscrito', 'quién es el dueño', 'datos registrales'],
  }),
  ofRegistry('inscripcion-compraventa', {
    es: 'Inscripción de compraventa',
    en: 'Inscription of a sale',
    aboutEs: 'Inscribe a su nombre el inmueble que compró.',
    aboutEn: 'Registers the property you bought in your name.',
    resultEs: 'Escritura con los datos de su inscripción.',
    resultEn: 'Deed with the data of its inscription.',
    requirements: [DEED, TRANSFER_TAX, needs('Certificado catastral', 'original'), PAYMENT],
    pesos: 2147,
    responseDays: 15,
    suspension: [...DEEDS, S.transferTax],
    rejection: [...INSCRIPTION, R.other],
    synonyms: [
      'escritura',
      'escriturar',
      'escrituración',
      'compré una casa',
      'comprar terreno',
      'vender',
      'venta',
      'poner a mi nombre',
      'registrar mi casa',
    ],
  }),
  ofRegistry('inscripcion-donacion', {
    es: 'Inscripción de donación',
    en: 'Inscription of a donation',
    aboutEs: 'Inscribe a su nombre el inmueble que le donaron.',
    aboutEn: 'Registers the property you were given in your name.',
    resultEs: 'Escritura con los datos de su inscripción.',
    resultEn: 'Deed with the data of its inscription.',
    requirements: [DEED, TRANSFER_TAX, PAYMENT],
    pesos: 2147,
    responseDays: 15,
    suspension: [...DEEDS, S.transferTax],
    rejection: [...INSCRIPTION, R.other],
    synonyms: ['donar', 'regalar casa', 'dar mi casa', 'me regalaron un terreno', 'pasar la casa a mis hijos', 'ceder'],
  }),
  ofRegistry('inscripcion-hipoteca', {
    es: 'Inscripción de hipoteca',
    en: 'Inscription of a mortgage',
    aboutEs: 'Inscribe la hipoteca que garantiza un crédito.',
    aboutEn: 'Registers the mortgage that secures a loan.',
    resultEs: 'Escritura con los datos de la inscripción de la hipoteca.',
    resultEn: 'Deed with the data of the inscription of the mortgage.',
    requirements: [DEED, needs('Contrato de crédito', 'copy'), PAYMENT],
    pesos: 2890,
    responseDays: 10,
    suspension: [...DEEDS, S.creditor],
    rejection: INSCRIPTION,
    synonyms: ['hipotecar', 'crédito hipotecario', 'Infonavit', 'Fovissste', 'préstamo bancario', 'garantía'],
  }),
  ofRegistry('cancelacion-hipoteca', {
    es: 'Cancelación de hipoteca',
    en: 'Cancellation of a mortgage',
    aboutEs: 'Libera su inmueble cuando el crédito ya está pagado.',
    aboutEn: 'Frees your property once the loan is paid.',
    resultEs: 'Escritura con la nota de cancelación.',
    resultEn: 'Deed with the note of cancellation.',
    requirements: [DEED, needs('Carta de liberación del acreedor', 'original'), PAYMENT],
    pesos: 1205,
    responseDays: 10,
    suspension: [S.payment, S.property, S.legible, S.creditor],
    rejection: [R.office, R.act, R.order, R.none],
    synonyms: [
      'cancelar hipoteca',
      'quitar hipoteca',
      'liberar hipoteca',
      'liberación de hipoteca',
      'terminé de pagar',
      'ya pagué mi casa',
      'quitar gravamen',
      'liquidé mi crédito',
    ],
  }),
  ofRegistry('adjudicacion-herencia', {
    es: 'Inscripción de adjudicación por herencia',
    en: 'Inscription of an inheritance',
    aboutEs: 'Inscribe a nombre de quienes heredan el inmueble de una sucesión.',
    aboutEn: 'Registers inherited property in the name of the heirs.',
    resultEs: 'Escritura de adjudicación con los datos de su inscripción.',
    resultEn: 'Deed of assignment with the data of its inscription.',
    requirements: [DEED, needs('Resolución judicial o acta notarial de adjudicación', 'original_and_copy'), PAYMENT],
    pesos: 2147,
    responseDays: 15,
    suspension: [...DEEDS, S.succession],
    rejection: INSCRIPTION,
    synonyms: [
      'testamento',
      'heredar',
      'herederos',
      'sucesión',
      'intestado',
      'falleció',
      'murió mi papá',
      'murió mi mamá',
      'dejó una casa',
      'abuelo',
      'albacea',
    ],
  }),
  ofRegistry('personas-juridicas', {
    es: 'Inscripción de personas jurídicas colectivas',
    en: 'Registration of legal persons',
    aboutEs: 'Inscribe asociaciones y sociedades civiles, y sus actas de asamblea.',
    aboutEn: 'Registers civil associations and companies, and the minutes of their meetings.',
    resultEs: 'Instrumento con los datos de su inscripción.',
    resultEn: 'Instrument with the data of its inscription.',
    audiences: ['company', 'notary'],
    requirements: [needs('Escritura constitutiva o acta protocolizada', 'original_and_copy'), ID, PAYMENT],
    pesos: 1890,
    responseDays: 10,
    suspension: [S.payment, S.identity, S.legible, S.meeting],
    rejection: [R.act, R.order],
    synonyms: [
      'asociación civil',
      'sociedad civil',
      'acta constitutiva',
      'asamblea',
      'empresa',
      'persona moral',
      'A.C.',
    ],
  }),
  ofRegistry('aviso-preventivo', {
    es: 'Aviso preventivo',
    en: 'Preventive notice',
    aboutEs: 'Aparta la prelación de una operación mientras el notario la firma.',
    aboutEn: 'Keeps the rank of a transaction while the notary completes it.',
    resultEs: 'Anotación del aviso en el folio del inmueble.',
    resultEn: 'Annotation of the notice in the record of the property.',
    audiences: ['notary'],
    requirements: [needs('Solicitud de la notaría', 'original'), FOLIO, PAYMENT],
    pesos: 512,
    responseDays: 3,
    suspension: [S.payment, S.antecedent, S.holder],
    rejection: [R.office, R.order, R.rank],
    synonyms: ['preventivo', 'primer aviso', 'segundo aviso', 'apartar', 'notario', 'prelación'],
  }),
  ofRegistry('busqueda-antecedentes', {
    es: 'Búsqueda de antecedentes registrales',
    en: 'Search of antecedents',
    aboutEs: 'Busca si un inmueble está inscrito y con qué datos.',
    aboutEn: 'Searches whether a property is registered and with which data.',
    resultEs: 'Respuesta con los datos que se encontraron, o la constancia de que no los hay.',
    resultEn: 'Answer with what was found, or that nothing was.',
    requirements: [ID, needs('Ubicación y medidas del inmueble'), PAYMENT],
    pesos: 398,
    responseDays: 5,
    suspension: [S.payment, S.identity, S.location],
    rejection: [R.office],
    synonyms: [
      'buscar mi casa',
      'buscar propiedad',
      'antecedente',
      'folio real',
      'saber si está registrado',
      'perdí mis datos',
    ],
  }),
  ofRegistry('copias-certificadas', {
    es: 'Copias certificadas',
    en: 'Certified copies',
    aboutEs: 'Entrega copia con valor oficial de lo que está inscrito.',
    aboutEn: 'Gives an official copy of what is inscribed.',
    resultEs: 'Copia certificada del asiento o del documento.',
    resultEn: 'Certified copy of the entry or the document.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 96,
    responseDays: 5,
    suspension: [S.payment, S.identity, S.antecedent],
    rejection: [R.office, R.none],
    synonyms: [
      'copia',
      'fotocopia',
      'copia de mi escritura',
      'perdí mi escritura',
      'duplicado',
      'reposición de escritura',
      'certificar',
    ],
  }),
];
