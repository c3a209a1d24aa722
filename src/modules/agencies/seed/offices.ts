/**
 * The 19 registry offices of IFREM (seed document of the registry system). Coordinates are those of the head town of the
 * municipality (INEGI, AGEEML). No public list of their streets, telephones and hours was found, and none is invented:
 * the address names the head town, `source` stays null, and the pages say that address and hours are to be confirmed and
 * give the telephone of the head office, which is published. An administrator enters the real ones with their source.
 */
export interface OfficeSeed {
  /** Three letters in front of each folio. */
  readonly code: string;
  readonly name: string;
  /** INEGI code of the municipality. */
  readonly municipalityCode: string;
  readonly municipality: string;
  readonly latitude: number;
  readonly longitude: number;
}

export const OFFICE_SEEDS: readonly OfficeSeed[] = [
  {
    code: 'CHA',
    name: 'Chalco',
    municipalityCode: '15025',
    municipality: 'Chalco',
    latitude: 19.2611,
    longitude: -98.8957,
  },
  {
    code: 'CUA',
    name: 'Cuautitlán',
    municipalityCode: '15024',
    municipality: 'Cuautitlán',
    latitude: 19.6651,
    longitude: -99.1786,
  },
  {
    code: 'ECA',
    name: 'Ecatepec',
    municipalityCode: '15033',
    municipality: 'Ecatepec de Morelos',
    latitude: 19.5991,
    longitude: -99.0492,
  },
  {
    code: 'ORO',
    name: 'El Oro',
    municipalityCode: '15064',
    municipality: 'El Oro',
    latitude: 19.8021,
    longitude: -100.1307,
  },
  {
    code: 'IXT',
    name: 'Ixtlahuaca',
    municipalityCode: '15042',
    municipality: 'Ixtlahuaca',
    latitude: 19.5698,
    longitude: -99.7693,
  },
  {
    code: 'JIL',
    name: 'Jilotepec',
    municipalityCode: '15045',
    municipality: 'Jilotepec',
    latitude: 19.9528,
    longitude: -99.5328,
  },
  {
    code: 'LER',
    name: 'Lerma',
    municipalityCode: '15051',
    municipality: 'Lerma',
    latitude: 19.2854,
    longitude: -99.5118,
  },
  {
    code: 'NAU',
    name: 'Naucalpan',
    municipalityCode: '15057',
    municipality: 'Naucalpan de Juárez',
    latitude: 19.4788,
    longitude: -99.2332,
  },
  {
    code: 'NEZ',
    name: 'Nezahualcóyotl',
    municipalityCode: '15058',
    municipality: 'Nezahualcóyotl',
    latitude: 19.4088,
    longitude: -99.0182,
  },
  {
    code: 'OTU',
    name: 'Otumba',
    municipalityCode: '15065',
    municipality: 'Otumba',
    latitude: 19.6999,
    longitude: -98.7577,
  },
  {
    code: 'SUL',
    name: 'Sultepec',
    municipalityCode: '15080',
    municipality: 'Sultepec',
    latitude: 18.8585,
    longitude: -99.9664,
  },
  {
    code: 'TEM',
    name: 'Temascaltepec',
    municipalityCode: '15086',
    municipality: 'Temascaltepec',
    latitude: 19.0431,
    longitude: -100.0414,
  },
  {
    code: 'TCI',
    name: 'Tenancingo',
    municipalityCode: '15088',
    municipality: 'Tenancingo',
    latitude: 18.9618,
    longitude: -99.5938,
  },
  {
    code: 'TVA',
    name: 'Tenango del Valle',
    municipalityCode: '15090',
    municipality: 'Tenango del Valle',
    latitude: 19.1038,
    longitude: -99.5916,
  },
  {
    code: 'TEX',
    name: 'Texcoco',
    municipalityCode: '15099',
    municipality: 'Texcoco',
    latitude: 19.5134,
    longitude: -98.8815,
  },
  {
    code: 'TLA',
    name: 'Tlalnepantla',
    municipalityCode: '15104',
    municipality: 'Tlalnepantla de Baz',
    latitude: 19.5385,
    longitude: -99.1952,
  },
  {
    code: 'TOL',
    name: 'Toluca',
    municipalityCode: '15106',
    municipality: 'Toluca',
    latitude: 19.2935,
    longitude: -99.6573,
  },
  {
    code: 'VBR',
    name: 'Valle de Bravo',
    municipalityCode: '15110',
    municipality: 'Valle de Bravo',
    latitude: 19.1944,
    longitude: -100.1316,
  },
  {
    code: 'ZUM',
    name: 'Zumpango',
    municipalityCode: '15120',
    municipality: 'Zumpango',
    latitude: 19.7971,
    longitude: -99.1006,
  },
];
