import type { Db } from '#platform/db/db.ts';
import type { NewAreaSet } from '../domain/area-set.ts';
import type { MunicipalitySeed } from '../seed/municipalities.ts';

/** Adds what is missing and corrects names; a municipality never disappears, its code may stand in old records. */
export async function putMunicipalities(db: Db, municipalities: readonly MunicipalitySeed[]): Promise<void> {
  await db.k
    .insertInto('geography.municipalities')
    .values(
      municipalities.map(([code, name, seat, latitude, longitude]) => ({ code, name, seat, latitude, longitude })),
    )
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet((row) => ({ name: row.ref('excluded.name'), seat: row.ref('excluded.seat') })),
    )
    .execute();
}

/** Adds a set with its areas. A set that is there already stays as it is: change means a new set. */
export async function insertAreaSet(db: Db, set: NewAreaSet): Promise<void> {
  const added = await db.k
    .insertInto('geography.area_sets')
    .values({ code: set.code, kind: set.kind, name: set.name, source: set.source, from_year: set.fromYear })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!added.numInsertedOrUpdatedRows) return;
  const areas = set.areas.map(({ code, name }, position) => ({ set_code: set.code, code, name, position }));
  await db.k.insertInto('geography.areas').values(areas).execute();
  await fillAreas(db, set);
}

/** Gives the areas of a set their municipalities. */
export async function fillAreas(db: Db, set: NewAreaSet): Promise<void> {
  const members = set.areas.flatMap((area) =>
    area.municipalities.map((code) => ({ set_code: set.code, area_code: area.code, municipality_code: code })),
  );
  if (members.length > 0) await db.k.insertInto('geography.area_municipalities').values(members).execute();
}

/** The set is no longer in force after this year. */
export async function endAreaSet(db: Db, code: string, untilYear: number): Promise<void> {
  await db.k.updateTable('geography.area_sets').set({ until_year: untilYear }).where('code', '=', code).execute();
}
