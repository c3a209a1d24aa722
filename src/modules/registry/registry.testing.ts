import { fillPost, loadUnitNodes, seedAgencies } from '#modules/agencies/index.ts';
import { seedRegistryServices } from '#modules/catalogue/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { insertAccount } from '#modules/staff/index.ts';
import type { Ctx } from '#platform/context.ts';
import { useTestBed, type TestBed } from '#test/support/context.ts';
import { enterProcedure } from './commands/enter-procedure.ts';

/** An office with its people, for tests of what they do with each other. */
export interface TestOffice extends TestBed {
  readonly agencyId: string;
  /** Units of two offices. */
  readonly toluca: string;
  readonly texcoco: string;
  /** Somebody new with a post in Toluca (unless told): their context, with a fresh second factor, and account. */
  hire(name: string, roles: readonly string[], unitId?: string): Promise<{ ctx: Ctx; staffId: string }>;
  /** A procedure that was just entered in Toluca (unless told). */
  enter(unitId?: string): Promise<string>;
}

export async function useTestOffice(): Promise<TestOffice> {
  const bed = await useTestBed();
  const { ifremId, offices } = await seedAgencies(bed.system);
  bed.services.access.units.replace(await loadUnitNodes(bed.services.db));
  await seedRegistryServices(bed.system, ifremId);
  const [toluca = '', texcoco = ''] = [offices.get('TOL'), offices.get('TEX')];
  return {
    ...bed,
    agencyId: ifremId,
    toluca,
    texcoco,
    async hire(name, roles, unitId = toluca) {
      const account = { agencyId: ifremId, login: name, name, persona: null };
      const staffId = await insertAccount(bed.system, account);
      await fillPost(bed.system, { unitId, title: name, roles: [...roles], holderId: staffId });
      const grants = roles.map((role) => ({ role, unitId }));
      const steppedUpAt = bed.services.clock.now();
      return { ctx: bed.as({ kind: 'staff', staffId, agencyId: ifremId, name, grants, steppedUpAt }), staffId };
    },
    async enter(unitId = toluca) {
      const person = { agencyId: ifremId, unitId, names: 'Ana', surnames: 'Nava', source: 'test' };
      const { personId } = await registerPerson(bed.system, person);
      const facts = { service: 'copias-certificadas', propertyLocation: 'Calle 1', documents: [] };
      return (await enterProcedure(bed.system, { unitId, personId, ...facts })).procedureId;
    },
  };
}
