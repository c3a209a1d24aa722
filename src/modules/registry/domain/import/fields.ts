/** What a file may bring: procedures that were entered elsewhere, or what happened to them since (R8). */
export const IMPORT_KINDS = ['procedures', 'events'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

interface Field<Name extends string = string> {
  readonly name: Name;
  readonly required: boolean;
  /** Headers under which existing systems give it, folded: no accents, no capitals. */
  readonly known: readonly string[];
}

const field = <const Name extends string>(name: Name, required: boolean, ...known: string[]): Field<Name> => ({
  name,
  required,
  known,
});

export const FIELDS = {
  procedures: [
    field('externalId', true, 'id', 'identificador', 'externalid', 'prelacion', 'numero', 'numero de tramite', 'clave'),
    field('office', true, 'oficina', 'office', 'clave de oficina', 'oficina registral', 'sede'),
    field('service', true, 'tramite', 'service', 'servicio', 'acto', 'tipo', 'tipo de tramite'),
    field('names', true, 'nombre', 'nombres', 'names', 'nombre(s)'),
    field('surnames', true, 'apellidos', 'apellido', 'surnames', 'apellido(s)'),
    field('mobile', false, 'celular', 'telefono', 'mobile', 'movil', 'tel'),
    field('email', false, 'correo', 'email', 'correo electronico', 'e-mail'),
    field('propertyFolio', false, 'folio real', 'folio real electronico', 'propertyfolio', 'fre'),
    field('propertyLocation', true, 'ubicacion', 'inmueble', 'domicilio', 'propertylocation', 'ubicacion del inmueble'),
    field('documents', false, 'documentos', 'documents', 'anexos'),
  ],
  events: [
    field('externalId', true, 'id', 'identificador', 'externalid', 'id del evento'),
    field('procedure', true, 'folio', 'tramite', 'procedure', 'id del tramite', 'prelacion', 'numero de tramite'),
    field('event', true, 'evento', 'event', 'estado', 'etapa', 'movimiento'),
    field('outcome', false, 'resultado', 'outcome', 'calificacion', 'sentido'),
    field('reasons', false, 'motivos', 'motivo', 'reasons', 'observaciones'),
  ],
} as const satisfies Record<ImportKind, readonly Field[]>;

export type FieldName = (typeof FIELDS)[ImportKind][number]['name'];

/** Where the value of a field comes from: the column with this header, or one value for all rows. */
export type FieldSource = { readonly column: string } | { readonly fixed: string };
export type Mapping = Readonly<Partial<Record<FieldName, FieldSource>>>;

/** Without accents, capitals and double spaces: how people's spellings are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/** The mapping that the headers suggest; each column is used once. */
export function guessMapping(kind: ImportKind, headers: readonly string[]): Mapping {
  const free = new Map(headers.map((header) => [fold(header), header]));
  const found: Partial<Record<FieldName, FieldSource>> = {};
  for (const { name, known } of FIELDS[kind]) {
    const match = known.find((one) => free.has(one));
    if (match === undefined) continue;
    found[name] = { column: free.get(match) ?? '' };
    free.delete(match);
  }
  return found;
}

/** Fields that must be given and are not. */
export function missingFields(kind: ImportKind, mapping: Mapping): FieldName[] {
  return FIELDS[kind].filter(({ name, required }) => required && !mapping[name]).map(({ name }) => name);
}

/** The cells of one row by field; a field without a source, or with an empty cell, is left out. */
export function pickCells(
  mapping: Mapping,
  headers: readonly string[],
  cells: readonly string[],
): Partial<Record<FieldName, string>> {
  const picked: Partial<Record<FieldName, string>> = {};
  for (const [name, source] of Object.entries(mapping) as [FieldName, FieldSource][]) {
    const value = 'fixed' in source ? source.fixed : (cells[headers.indexOf(source.column)] ?? '');
    if (value !== '') picked[name] = value;
  }
  return picked;
}

/** The column that a field is read from, for saying where a mistake is. */
export function columnOf(mapping: Mapping, name: FieldName): string {
  const source = mapping[name];
  return source && 'column' in source ? source.column : '';
}
