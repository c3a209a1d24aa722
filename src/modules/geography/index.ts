/**
 * Geography: facts about the state that every module shares.
 *
 * municipality: by its INEGI code · area set: one version of the regions or of the metropolitan zones · area: a member
 * of a set, with the municipalities that form it.
 */
export {
  findMunicipality,
  listMunicipalities,
  searchMunicipalities,
  type Municipality,
} from './queries/municipalities.ts';
export { listAreas, listAreaSets, type Area, type AreaKind, type AreaSet } from './queries/areas.ts';
export { seedGeography } from './seed/seed.ts';
export { loadAreaSet } from './commands/load-area-set.ts';
export type { NewAreaSet } from './domain/area-set.ts';
