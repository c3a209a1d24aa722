/** Where the work of every day is done, and the tree of units: half of the staff pages by weight, so that the two halves run side by side. */
export const DESK_AREAS: ReadonlySet<string> = new Set([
  '',
  'registro',
  'nuevo-tramite',
  'importar',
  'sin-contacto',
  'personas',
  'indicadores',
  'unidades',
  'dependencias',
]);
