/**
 * The agencies of the installation. Names, addresses, telephones and e-mails: the documents with which each agency
 * described its system (section "Datos de la unidad administrativa responsable"): IFREM 2017, CATGEM 2017, COESPO 2018,
 * IMEVIS 2024. The lada prefix 01 of the oldest ones, abolished in August 2019, is left out.
 */
export interface AgencySeed {
  readonly slug: string;
  readonly shortName: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly hours: string | null;
  readonly source: string;
}

export const AGENCY_SEEDS: readonly AgencySeed[] = [
  {
    slug: 'ifrem',
    name: 'Instituto de la Función Registral del Estado de México',
    shortName: 'IFREM',
    phone: '722 280 5230',
    email: 'ifrem@edomex.gob.mx',
    address:
      'Doctor Nicolás San Juan s/n, casi esquina con Alfredo del Mazo, col. Ex Hacienda La Magdalena, C.P. 50010, Toluca',
    hours: null,
    source: 'Documento de mejor práctica del IFREM, 2017',
  },
  {
    slug: 'imevis',
    shortName: 'IMEVIS',
    name: 'Instituto Mexiquense de la Vivienda Social',
    phone: '722 276 5550',
    email: 'dirgeneral.imevis@edomex.gob.mx',
    address: 'Carretera Toluca-Tenango del Valle km 14.5, C.P. 52280, San Antonio la Isla',
    hours: 'Citas de 9:00 a 15:00 h',
    source: 'Documento de buena práctica del IMEVIS, 2024',
  },
  {
    slug: 'coespo',
    shortName: 'COESPO',
    name: 'Consejo Estatal de Población',
    phone: '722 214 7662',
    email: 'coespodes@edomex.gob.mx',
    address: 'Morelos Poniente 1017, col. La Merced y Alameda, C.P. 50080, Toluca',
    hours: null,
    source: 'Documento de mejor práctica del COESPO, 2018',
  },
  {
    slug: 'catgem',
    shortName: 'CATGEM',
    name: 'Centro de Atención Telefónica del Gobierno del Estado de México',
    phone: '800 696 96 96',
    email: 'catgem@edomex.gob.mx',
    address: 'Doctor Nicolás San Juan 109, col. Parque Cuauhtémoc, C.P. 50010, Toluca',
    hours: 'Las 24 horas, los 365 días del año',
    source: 'Documento de mejor práctica del CATGEM, 2017',
  },
];
