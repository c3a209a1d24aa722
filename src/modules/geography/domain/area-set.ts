/** A version of the regions or of the metropolitan zones, as it is loaded. */
export interface NewAreaSet {
  /** Stays for ever in records that name an area, e.g. `regiones-2023`. */
  readonly code: string;
  readonly kind: 'region' | 'metropolitan_zone';
  readonly name: string;
  /** Who drew it and where it was published. */
  readonly source: string;
  readonly fromYear: number;
  /** In the order in which they are shown. */
  readonly areas: readonly {
    readonly code: string;
    readonly name: string;
    readonly municipalities: readonly string[];
  }[];
}

export interface AreaSetFaults {
  /** INEGI codes that stand in two areas. */
  readonly twice: readonly string[];
  /** Codes that are no municipality of the state. */
  readonly unknown: readonly string[];
  /** Of regions, which cover the whole state: municipalities that stand in none. */
  readonly missing: readonly string[];
}

/** What is wrong with the municipalities of a set. `all`: the INEGI codes of the state. */
export function faultsOf(set: Pick<NewAreaSet, 'kind' | 'areas'>, all: ReadonlySet<string>): AreaSetFaults {
  const given = set.areas.flatMap(({ municipalities }) => municipalities);
  const seen = new Set<string>();
  const twice = given.filter((code) => seen.has(code) || !seen.add(code));
  return {
    twice,
    unknown: [...seen].filter((code) => !all.has(code)),
    missing: set.kind === 'region' ? [...all].filter((code) => !seen.has(code)) : [],
  };
}
