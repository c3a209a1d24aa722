/**
 * The procedures of the registry offices. Costs and terms are figures of the demonstration: an administrator enters
 * those in force (Código Financiero del Estado de México y Municipios). Laws are named without articles on purpose.
 */
export interface ServiceSeed {
  readonly slug: string;
  readonly es: string;
  readonly en: string;
  readonly aboutEs: string;
  readonly aboutEn: string;
  readonly requirements: readonly string[];
  readonly pesos: number;
  readonly responseDays: number;
}

const ID = 'Identificación oficial vigente de quien solicita';
const PAYMENT = 'Comprobante de pago de derechos';
const FOLIO = 'Folio real electrónico, o partida, volumen, libro y sección del inmueble';
const DEED = 'Testimonio de la escritura pública, en original y copia';

export const REGISTRY_SERVICES: readonly ServiceSeed[] = [
  {
    slug: 'certificado-gravamenes',
    es: 'Certificado de libertad o existencia de gravámenes',
    en: 'Certificate of encumbrances',
    aboutEs: 'Dice si un inmueble tiene hipotecas, embargos u otras cargas.',
    aboutEn: 'States whether a property has mortgages, liens or other charges.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 1012,
    responseDays: 5,
  },
  {
    slug: 'certificado-no-propiedad',
    es: 'Certificado de no propiedad',
    en: 'Certificate of no property',
    aboutEs: 'Dice que una persona no tiene inmuebles inscritos en una oficina registral.',
    aboutEn: 'States that a person has no property registered at an office.',
    requirements: [ID, 'Acta de nacimiento', PAYMENT],
    pesos: 446,
    responseDays: 5,
  },
  {
    slug: 'certificado-inscripcion',
    es: 'Certificado de inscripción',
    en: 'Certificate of inscription',
    aboutEs: 'Da constancia de que un acto está inscrito y de lo que dice.',
    aboutEn: 'Attests that an act is inscribed and what it says.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 678,
    responseDays: 5,
  },
  {
    slug: 'inscripcion-compraventa',
    es: 'Inscripción de compraventa',
    en: 'Inscription of a sale',
    aboutEs: 'Inscribe a su nombre el inmueble que compró.',
    aboutEn: 'Registers the property you bought in your name.',
    requirements: [DEED, 'Comprobante de pago del impuesto de traslado de dominio', 'Certificado catastral', PAYMENT],
    pesos: 2147,
    responseDays: 15,
  },
  {
    slug: 'inscripcion-donacion',
    es: 'Inscripción de donación',
    en: 'Inscription of a donation',
    aboutEs: 'Inscribe a su nombre el inmueble que le donaron.',
    aboutEn: 'Registers the property you were given in your name.',
    requirements: [DEED, 'Comprobante de pago del impuesto de traslado de dominio', PAYMENT],
    pesos: 2147,
    responseDays: 15,
  },
  {
    slug: 'inscripcion-hipoteca',
    es: 'Inscripción de hipoteca',
    en: 'Inscription of a mortgage',
    aboutEs: 'Inscribe la hipoteca que garantiza un crédito.',
    aboutEn: 'Registers the mortgage that secures a loan.',
    requirements: [DEED, 'Contrato de crédito', PAYMENT],
    pesos: 2890,
    responseDays: 10,
  },
  {
    slug: 'cancelacion-hipoteca',
    es: 'Cancelación de hipoteca',
    en: 'Cancellation of a mortgage',
    aboutEs: 'Libera su inmueble cuando el crédito ya está pagado.',
    aboutEn: 'Frees your property once the loan is paid.',
    requirements: [DEED, 'Carta de liberación del acreedor', PAYMENT],
    pesos: 1205,
    responseDays: 10,
  },
  {
    slug: 'adjudicacion-herencia',
    es: 'Inscripción de adjudicación por herencia',
    en: 'Inscription of an inheritance',
    aboutEs: 'Inscribe a nombre de quienes heredan el inmueble de una sucesión.',
    aboutEn: 'Registers inherited property in the name of the heirs.',
    requirements: [DEED, 'Resolución judicial o acta notarial de adjudicación', PAYMENT],
    pesos: 2147,
    responseDays: 15,
  },
  {
    slug: 'personas-juridicas',
    es: 'Inscripción de personas jurídicas colectivas',
    en: 'Registration of legal persons',
    aboutEs: 'Inscribe asociaciones y sociedades civiles, y sus actas de asamblea.',
    aboutEn: 'Registers civil associations and companies, and the minutes of their meetings.',
    requirements: ['Escritura constitutiva o acta protocolizada', ID, PAYMENT],
    pesos: 1890,
    responseDays: 10,
  },
  {
    slug: 'aviso-preventivo',
    es: 'Aviso preventivo',
    en: 'Preventive notice',
    aboutEs: 'Aparta la prelación de una operación mientras el notario la firma.',
    aboutEn: 'Keeps the rank of a transaction while the notary completes it.',
    requirements: ['Solicitud de la notaría', FOLIO, PAYMENT],
    pesos: 512,
    responseDays: 3,
  },
  {
    slug: 'busqueda-antecedentes',
    es: 'Búsqueda de antecedentes registrales',
    en: 'Search of antecedents',
    aboutEs: 'Busca si un inmueble está inscrito y con qué datos.',
    aboutEn: 'Searches whether a property is registered and with which data.',
    requirements: [ID, 'Ubicación y medidas del inmueble', PAYMENT],
    pesos: 398,
    responseDays: 5,
  },
  {
    slug: 'copias-certificadas',
    es: 'Copias certificadas',
    en: 'Certified copies',
    aboutEs: 'Entrega copia con valor oficial de lo que está inscrito.',
    aboutEn: 'Gives an official copy of what is inscribed.',
    requirements: [ID, FOLIO, PAYMENT],
    pesos: 96,
    responseDays: 5,
  },
];

export const SUSPENSION_REASONS: readonly string[] = [
  'Falta el comprobante de pago de derechos o el monto no es el correcto',
  'Los datos del inmueble no coinciden con el antecedente registral',
  'La escritura está incompleta o no es legible',
  'El nombre de quien transmite no coincide con el titular inscrito',
  'Falta el comprobante del impuesto de traslado de dominio',
];

export const REJECTION_GROUNDS: readonly string[] = [
  'El inmueble corresponde a otra oficina registral',
  'El acto no es inscribible conforme a la ley',
  'Existe una orden judicial que impide la inscripción',
];
