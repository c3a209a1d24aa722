/**
 * Agencies: the public bodies that share this installation.
 *
 * unit: a node of the tree of an agency; what permissions are given on · office: a unit with an address where people are
 * attended · jurisdiction: which office serves a municipality · post: a place in a unit with roles; held by a person or
 * by a substitute for some days.
 */
export {
  findOffice,
  findOfficeByCode,
  listOffices,
  listOpenOffices,
  listUnits,
  loadUnitNodes,
  UNITS_TOPIC,
  officesInReach,
  type Office,
} from './queries/offices.ts';
export { fillPost, vacatePost } from './commands/fill-post.ts';
export { findAgency, listAgencies, type Agency } from './queries/agencies.ts';
export { jurisdictionsOf, officesFor, type Jurisdiction, type ServingOffice } from './queries/jurisdictions.ts';
export { hoursInWords, openingInWords } from './opening-words.ts';
export { nextOpening, openingToday, type OpeningToday } from './domain/opening.ts';
export { mapUrl } from './map-url.ts';
export { seedAgencies, type SeededAgencies } from './seed/seed.ts';
export { assignMunicipality, releaseMunicipality } from './commands/assign-municipality.ts';
export { editOffice, type EditOffice } from './commands/edit-office.ts';
export { unitTexts } from './unit-texts.ts';
export { officeEditorTexts } from './office-editor-texts.ts';
export { placeUnit, type PlaceUnit } from './commands/place-unit.ts';
export { closeUnit, reopenUnit } from './commands/close-unit.ts';
export { importUnits } from './commands/import-units.ts';
export { editUnit } from './commands/edit-unit.ts';
export { createAgency } from './commands/create-agency.ts';
export { editAgency } from './commands/edit-agency.ts';
export { removeCalendarPeriod } from './commands/remove-calendar-period.ts';
export { replaceCalendarYear } from './commands/replace-calendar-year.ts';
export { setCalendarPeriod } from './commands/set-calendar-period.ts';
export { calendarTexts } from './calendar-texts.ts';
export { endSubstitution, nameSubstitute } from './commands/name-substitute.ts';
export { mayGrant } from './may-grant.ts';
export {
  assignmentsOf,
  grantsOf,
  hasPostIn,
  holdersAround,
  listPosts,
  substitutesOf,
  type Assignment,
  type Post,
} from './queries/posts.ts';
export { rootUnitsOf, unitsInReach, type UnitName } from './queries/units.ts';
