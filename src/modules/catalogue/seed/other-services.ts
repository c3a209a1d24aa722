import type { ServiceContent } from '../content.ts';
import { needs, type ServiceSeed } from './service-seed.ts';

/**
 * What IMEVIS (requirement A1), COESPO (I1, I5) and CATGEM (K1, K4) offer, as their source documents say it. Where those
 * say no cost, time or list of documents, none is invented: `null` is shown as "ask the institute".
 */
function entry(slug: string, content: Partial<ServiceContent> & Texts): ServiceSeed {
  const common = {
    resultEs: '',
    resultEn: '',
    audiences: ['person'],
    channels: ['counter'],
    offices: [],
    byMunicipality: false,
    requirements: [],
    costCents: null,
    costBasis: '',
    responseDays: null,
    timeNote: '',
    correctionDays: 30,
    suspensionReasons: [],
    rejectionGrounds: [],
    synonyms: [],
  } satisfies Omit<ServiceContent, keyof Texts>;
  return { slug, handledBy: null, content: { ...common, ...content } };
}
type Texts = Pick<ServiceContent, 'nameEs' | 'nameEn' | 'descriptionEs' | 'descriptionEn' | 'legalBasis'>;

const APPOINTMENT = [
  needs('Nombre, apellidos y teléfono, para la cita'),
  needs('Los documentos que enumera el comprobante de su cita'),
];
const imevis = (slug: string, texts: Omit<Texts, 'legalBasis'>, synonyms: string[]): ServiceSeed =>
  entry(slug, {
    ...texts,
    channels: ['counter', 'online'],
    byMunicipality: true,
    requirements: APPOINTMENT,
    legalBasis: 'Manual de Organización del Instituto Mexiquense de la Vivienda Social',
    synonyms,
  });

export const IMEVIS_SERVICES: readonly ServiceSeed[] = [
  imevis(
    'titulo-propiedad',
    {
      nameEs: 'Gestión de título de propiedad',
      nameEn: 'Title of property',
      descriptionEs: 'Tramita el título de propiedad de un predio por regularizar.',
      descriptionEn: 'Obtains the title of a plot that is being regularised.',
    },
    [
      'título',
      'regularizar mi terreno',
      'terreno sin papeles',
      'regularización',
      'escritura social',
      'predio irregular',
      'lote',
    ],
  ),
  imevis(
    'verificacion-tecnica',
    {
      nameEs: 'Verificación técnica de campo',
      nameEn: 'Technical field verification',
      descriptionEs: 'Inspecciona el predio para constatar medidas, colindancias y geolocalización.',
      descriptionEn: 'Inspects the plot for its measures, boundaries and position.',
    },
    ['medir mi terreno', 'medidas', 'colindancias', 'deslinde', 'levantamiento', 'GPS'],
  ),
  imevis(
    'verificacion-campo',
    {
      nameEs: 'Verificación de campo',
      nameEn: 'Field verification',
      descriptionEs: 'Inspecciona el predio para constatar la posesión, la ubicación, las medidas y las colindancias.',
      descriptionEn: 'Inspects the plot for its possession, location, measures and boundaries.',
    },
    ['visita al terreno', 'inspección', 'posesión', 'constatar posesión'],
  ),
  imevis(
    'comites-prevencion',
    {
      nameEs: 'Conformación de comités ciudadanos de prevención',
      nameEn: 'Citizen prevention committees',
      descriptionEs: 'Recibe solicitudes para formar comités ciudadanos de prevención.',
      descriptionEn: 'Receives requests to form citizen prevention committees.',
    },
    ['comité', 'vecinos', 'colonia', 'organización vecinal'],
  ),
  imevis(
    'asentamientos-irregulares',
    {
      nameEs: 'Control y vigilancia de asentamientos humanos irregulares',
      nameEn: 'Watch over irregular settlements',
      descriptionEs: 'Atiende asuntos de control y vigilancia de los asentamientos humanos irregulares.',
      descriptionEn: 'Deals with the control of irregular human settlements.',
    },
    ['invasión', 'denunciar fraccionamiento', 'lotes irregulares', 'asentamiento', 'terrenos invadidos'],
  ),
  imevis(
    'constancia-escrituracion',
    {
      nameEs: 'Constancia de trámite de escrituración',
      nameEn: 'Proof of a title in process',
      descriptionEs: 'Hace constar que el instituto lleva un trámite de escrituración a favor de una persona.',
      descriptionEn: 'Attests that the institute is processing a title for a person.',
    },
    ['constancia', 'comprobante de escrituración', 'constancia IMEVIS'],
  ),
  imevis(
    'estudio-juridico',
    {
      nameEs: 'Estudio jurídico',
      nameEn: 'Legal study',
      descriptionEs: 'Analiza los documentos del predio por regularizar y dice si el trámite procede.',
      descriptionEn: 'Reviews the documents of a plot and says whether it can be regularised.',
    },
    ['revisar papeles', 'documentos del predio', 'procedencia', 'abogado'],
  ),
  imevis(
    'investigacion-socioeconomica',
    {
      nameEs: 'Investigación socioeconómica',
      nameEn: 'Socioeconomic study',
      descriptionEs: 'Da la información con la que se decide otorgar un apoyo.',
      descriptionEn: 'Gives the information on which support is decided.',
    },
    ['estudio socioeconómico', 'apoyo de vivienda', 'ayuda para vivienda'],
  ),
  imevis(
    'carta-no-adeudo',
    {
      nameEs: 'Carta de no adeudo o carta finiquito',
      nameEn: 'Letter of no debt',
      descriptionEs: 'Hace constar que ya no debe nada al instituto; su avance se consulta en línea.',
      descriptionEn: 'Attests that you owe the institute nothing; its progress can be seen online.',
    },
    ['finiquito', 'no debo', 'adeudo IMEVIS', 'carta finiquito', 'ya pagué mi lote'],
  ),
];

export const COESPO_SERVICES: readonly ServiceSeed[] = [
  entry('informacion-sociodemografica', {
    nameEs: 'Solicitud de información sociodemográfica',
    nameEn: 'Request of sociodemographic data',
    descriptionEs:
      'Pide datos de población del Estado de México, de una región, una zona metropolitana o un municipio.',
    descriptionEn: 'Asks for population data of the state, a region, a metropolitan zone or a municipality.',
    resultEs: 'Oficio con sello y firma electrónicos que hace oficial el dato; llega a su correo.',
    resultEn: 'Official letter with electronic seal and signature, sent by e-mail.',
    audiences: ['person', 'company', 'public_body'],
    channels: ['online'],
    requirements: [
      needs('Indicador que necesita, de la lista o descrito con sus palabras'),
      needs('Municipio, región, zona metropolitana o área específica'),
      needs('Correo electrónico para la respuesta'),
    ],
    costCents: 0,
    costBasis: 'Servicio gratuito, de principio a fin en línea',
    responseDays: 3,
    timeNote: 'A más tardar en 72 horas',
    legalBasis: 'Procedimiento publicado en la Gaceta del Gobierno el 15 de septiembre de 2009',
    synonyms: [
      'población',
      'habitantes',
      'censo',
      'estadística',
      'datos demográficos',
      'cuántos habitantes',
      'cuánta gente vive',
      'indicador',
      'COESPO',
    ],
  }),
];

export const CATGEM_SERVICES: readonly ServiceSeed[] = [
  entry('informacion-orientacion', {
    nameEs: 'Información y orientación sobre trámites y servicios',
    nameEn: 'Information about government services',
    descriptionEs:
      'Una asesora o un asesor le dice qué trámite necesita, dónde y con qué requisitos. Todo el día, todo el año.',
    descriptionEn: 'An advisor tells you which service you need, where and with what. All day, every day.',
    resultEs: 'La información que necesita, en el momento.',
    resultEn: 'The information you need, at once.',
    audiences: ['person', 'company', 'notary', 'public_body'],
    channels: ['telephone', 'online'],
    requirements: [
      needs(
        'Nada: llame al 070 en el valle de Toluca o al 800 696 96 96; desde Estados Unidos y Canadá, 1 877 399 50 05',
      ),
    ],
    costCents: 0,
    costBasis: 'Servicio gratuito',
    responseDays: 0,
    timeNote: 'Le atienden en los primeros dos minutos',
    legalBasis: 'Manual de Procedimientos de la Subdirección de Vinculación Ciudadana',
    synonyms: [
      'llamar',
      'teléfono',
      '070',
      'ayuda',
      'orientación',
      'información',
      'no sé qué trámite',
      'queja',
      'CATGEM',
    ],
  }),
];
