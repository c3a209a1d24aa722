import { defineTexts } from '#platform/i18n/texts.ts';

export const geographyTexts = defineTexts(
  {
    'refusal.twice': 'Hay municipios en dos áreas: {municipalities}.',
    'refusal.twice.next': 'Deje cada municipio en una sola.',
    'refusal.unknown': 'No son municipios del Estado de México: {municipalities}.',
    'refusal.unknown.next': 'Revise las claves del INEGI.',
    'refusal.missing': 'Las regiones cubren todo el estado y faltan: {municipalities}.',
    'refusal.missing.next': 'Agregue los que faltan.',
    'refusal.tooEarly': 'El conjunto vigente empezó en {year}: el nuevo empieza después.',
    'refusal.tooEarly.next': 'Revise el año de inicio.',
    'refusal.otherAreas': 'El conjunto ya existe y sus áreas son otras.',
    'refusal.otherAreas.next': 'Para cambiar las áreas cargue un conjunto nuevo, con otra clave.',
    'refusal.complete': 'El conjunto ya tiene sus municipios y no se cambia: hay registros que lo citan.',
    'refusal.complete.next': 'Cargue un conjunto nuevo, con otra clave.',
  },
  {
    'refusal.twice': 'Municipalities stand in two areas: {municipalities}.',
    'refusal.twice.next': 'Leave each in one.',
    'refusal.unknown': 'These are no municipalities of the Estado de México: {municipalities}.',
    'refusal.unknown.next': 'Check the INEGI codes.',
    'refusal.missing': 'Regions cover the whole state, and these are missing: {municipalities}.',
    'refusal.missing.next': 'Add what is missing.',
    'refusal.tooEarly': 'The set in force began in {year}: the new one begins later.',
    'refusal.tooEarly.next': 'Check the first year.',
    'refusal.otherAreas': 'The set is there already, with other areas.',
    'refusal.otherAreas.next': 'To change areas load a new set under another code.',
    'refusal.complete': 'The set has its municipalities already and does not change: records name it.',
    'refusal.complete.next': 'Load a new set under another code.',
  },
);
