import type { Db } from '#platform/db/db.ts';

export type AreaKind = 'region' | 'metropolitan_zone';

export interface AreaSet {
  readonly code: string;
  readonly kind: AreaKind;
  readonly name: string;
  /** Who drew it and where it was published. */
  readonly source: string;
  readonly fromYear: number;
  /** Last year in force; null while it is. */
  readonly untilYear: number | null;
}

export interface Area {
  readonly code: string;
  readonly name: string;
  /** INEGI codes; empty where the authority has not published the list. */
  readonly municipalities: readonly string[];
}

/** All sets, the newest of each kind first. */
export function listAreaSets(db: Db): Promise<AreaSet[]> {
  return db.k
    .selectFrom('geography.area_sets')
    .select(['code', 'kind', 'name', 'source', 'from_year as fromYear', 'until_year as untilYear'])
    .orderBy('kind')
    .orderBy('from_year', 'desc')
    .$narrowType<{ kind: AreaKind }>()
    .execute();
}

/** The areas of one set, in its own order. A record that names an area keeps the code of the set with it. */
export async function listAreas(db: Db, setCode: string): Promise<Area[]> {
  const [areas, members] = await Promise.all([
    db.k
      .selectFrom('geography.areas')
      .select(['code', 'name'])
      .where('set_code', '=', setCode)
      .orderBy('position')
      .execute(),
    db.k
      .selectFrom('geography.area_municipalities')
      .select(['area_code', 'municipality_code'])
      .where('set_code', '=', setCode)
      .orderBy('municipality_code')
      .execute(),
  ]);
  return areas.map((area) => ({
    ...area,
    municipalities: members.filter((row) => row.area_code === area.code).map((row) => row.municipality_code),
  }));
}
