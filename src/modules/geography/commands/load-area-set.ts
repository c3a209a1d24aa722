import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { faultsOf, type NewAreaSet } from '../domain/area-set.ts';
import { geographyRefusals } from '../errors.ts';
import { listAreas, listAreaSets } from '../queries/areas.ts';
import { listMunicipalities } from '../queries/municipalities.ts';
import { endAreaSet, fillAreas, insertAreaSet } from '../store/geography.ts';

/**
 * Loads a version of the regions or metropolitan zones that the authority published; the one in force of that kind ends
 * the year before. A set of which only the names were known gets its municipalities under its own code. A set that is
 * complete never changes: requests and figures name it.
 */
export async function loadAreaSet(ctx: Ctx, set: NewAreaSet): Promise<'added' | 'filled'> {
  authorizeSomewhere(ctx, 'geography.load_areas');
  await checkMunicipalities(ctx, set);
  return transact(ctx, async (tx) => {
    const sets = await listAreaSets(tx.db);
    const known = sets.find(({ code }) => code === set.code);
    if (known) await fill(tx, set);
    else {
      const current = sets.find(({ kind, untilYear }) => kind === set.kind && untilYear === null);
      if (current && set.fromYear <= current.fromYear) {
        throw new Refusal(geographyRefusals.tooEarly, { year: String(current.fromYear) });
      }
      if (current) await endAreaSet(tx.db, current.code, set.fromYear - 1);
      await insertAreaSet(tx.db, set);
    }
    const result = known ? 'filled' : 'added';
    await recordAudit(tx, {
      action: 'geography.load_areas',
      entityType: 'area_set',
      entityId: set.code,
      detail: { result, source: set.source },
    });
    return result;
  });
}

async function fill(tx: Ctx, set: NewAreaSet): Promise<void> {
  const areas = await listAreas(tx.db, set.code);
  if (areas.some(({ municipalities }) => municipalities.length > 0)) throw new Refusal(geographyRefusals.complete);
  const codes = (list: readonly { code: string }[]) =>
    list
      .map(({ code }) => code)
      .toSorted()
      .join(' ');
  if (codes(areas) !== codes(set.areas)) throw new Refusal(geographyRefusals.otherAreas);
  await fillAreas(tx.db, set);
}

async function checkMunicipalities(ctx: Ctx, set: NewAreaSet): Promise<void> {
  const all = await listMunicipalities(ctx.db);
  const faults = faultsOf(set, new Set(all.map(({ code }) => code)));
  const named = (codes: readonly string[]) => ({
    municipalities: codes.map((code) => all.find((one) => one.code === code)?.name ?? code).join(', '),
  });
  if (faults.unknown.length > 0) throw new Refusal(geographyRefusals.unknown, named(faults.unknown));
  if (faults.twice.length > 0) throw new Refusal(geographyRefusals.twice, named(faults.twice));
  if (faults.missing.length > 0) throw new Refusal(geographyRefusals.missing, named(faults.missing));
}
