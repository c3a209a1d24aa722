import { defineTexts } from '#platform/i18n/texts.ts';

/** What each page of the menu is for, as the start page tells it. */
export const menuTexts = defineTexts(
  {
    start: 'Inicio',
    enter: 'Capturar a la persona, el inmueble y sus documentos, y dar el comprobante.',
    queue: 'Lo que está por analizar, firmar y entregar.',
    unreached: 'Personas con trámite abierto a quienes no les llegan los avisos, y qué se hizo por ellas.',
    figures: 'Trámites, tiempos, mensajes y costo, por oficina y por periodo.',
    import: 'Traer trámites y eventos de otro sistema en un archivo CSV.',
    people: 'Buscar, corregir y unir registros; medios de contacto y consentimientos.',
    rights: 'Solicitudes de acceso, rectificación, cancelación y oposición, con su plazo.',
    notices: 'Qué se avisa, por dónde sale, cuánto cuesta y si llegó.',
    catalogue: 'Qué ofrece la dependencia: requisitos, costo, tiempo y fundamento.',
    units: 'El árbol de la dependencia: quién depende de quién, puestos y datos de contacto.',
    offices: 'Domicilio, horario y municipios que atiende cada oficina.',
    accounts: 'Quién entra, con qué funciones, y quién suple a quién.',
    calendar: 'Días inhábiles y vacaciones con que se cuentan los plazos.',
  },
  {
    start: 'Start',
    enter: 'Take in the person, the property and the documents, and give the receipt.',
    queue: 'What is to be analysed, signed and delivered.',
    unreached: 'People with an open procedure whom notices do not reach, and what was done for them.',
    figures: 'Procedures, times, messages and cost, by office and period.',
    import: 'Bring procedures and events of another system in a CSV file.',
    people: 'Find, correct and merge records; contacts and consents.',
    rights: 'Requests of access, rectification, cancellation and opposition, with their term.',
    notices: 'What people are told, by which way, at what cost, and whether it arrived.',
    catalogue: 'What the agency offers: requirements, cost, time and legal basis.',
    units: 'The tree of the agency: who stands below whom, posts and contact data.',
    offices: 'Address, hours and municipalities of each office.',
    accounts: 'Who signs in, with which functions, and who stands in for whom.',
    calendar: 'Days off and vacations by which terms are counted.',
  },
);
