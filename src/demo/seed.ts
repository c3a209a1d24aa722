import { fixedClock, startOfOfficeDay } from '#platform/clock.ts';
import { systemContext, transact, type Ctx, type Services } from '#platform/context.ts';
import { dropEvents } from '#platform/outbox/events.ts';
import { hasMark, setMark } from '#platform/settings.ts';
import { fillPost, rootUnitsOf, type SeededAgencies } from '#modules/agencies/index.ts';
import { seedPastNotices, seedStatusNotices } from '#modules/notifications/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import {
  deliverProcedure,
  enterProcedure,
  proposeOutcome,
  signProcedure,
  takeProcedure,
  type Outcome,
} from '#modules/registry/index.ts';
import { insertAccount } from '#modules/staff/index.ts';
import type { StaffActor } from '#platform/permissions/actor.ts';
import { CALENDAR_BY_RULE } from '#platform/calendar/calendar.ts';
import { seedFacts } from './facts.ts';
import { pickPerson, pickProperty, pickService, randomFrom, type Random } from './invented.ts';
import { PERSONAS } from './personas.ts';

const MARK = 'demo-seeded';
const DAYS = 90;
const PER_DAY = 5;

/** Fills an empty installation with what the demonstration shows. Returns false if that was done before. */
export async function seedDemo(services: Services, onProgress: (step: string) => void): Promise<boolean> {
  const ctx = systemContext(services, 'demo-seed', 'demo-seed');
  if (await hasMark(ctx, MARK)) return false;
  onProgress('agencies, offices, services and people of the demonstration');
  const agencies = await seedFacts(ctx);
  await seedStatusNotices(ctx, agencies.ifremId);
  const staff = await seedPersonas(ctx, agencies);
  onProgress('ninety days of procedures');
  await seedProcedures(ctx, agencies, staff);
  await seedPastNotices(ctx, agencies.ifremId);
  await setMark(ctx, MARK);
  return true;
}

/** Makes the accounts of the personas; returns each as an actor, by key. */
async function seedPersonas(ctx: Ctx, agencies: SeededAgencies): Promise<ReadonlyMap<string, StaffActor>> {
  const staff = new Map<string, StaffActor>();
  for (const persona of PERSONAS) {
    const { ifremId } = agencies;
    const unitId = persona.office ? agencies.offices.get(persona.office) : agencies.ifremRoot;
    if (!unitId) throw new Error(`there is no office ${persona.office}`);
    await transact(ctx, async (tx) => {
      const holderId = await insertAccount(tx, {
        agencyId: ifremId,
        login: persona.key,
        name: persona.name,
        persona: persona.key,
      });
      const places = [unitId];
      for (const slug of persona.alsoAt ?? [])
        places.push(...(await rootUnitsOf(tx, agencies.agencies.get(slug) ?? '')));
      for (const place of places) {
        await fillPost(tx, { unitId: place, title: persona.title, roles: persona.roles, holderId });
      }
      const grants = persona.roles.map((role) => ({ role, unitId }));
      const facts = { staffId: holderId, agencyId: ifremId, name: persona.name, grants, steppedUpAt: undefined };
      staff.set(persona.key, { kind: 'staff', ...facts });
    });
  }
  return staff;
}

/** Lets ninety days pass: procedures are entered, analysed, signed and delivered by the same commands as by hand. */
async function seedProcedures(
  ctx: Ctx,
  agencies: SeededAgencies,
  staff: ReadonlyMap<string, StaffActor>,
): Promise<void> {
  const random = randomFrom(20261121);
  const offices = [...agencies.offices];
  const now = ctx.clock.now();
  for (let daysAgo = DAYS; daysAgo >= 0; daysAgo--) {
    const day = ctx.clock.today().subtract({ days: daysAgo });
    if (!CALENDAR_BY_RULE.isWorkingDay(day)) continue;
    const clock = fixedClock(atOffice(day, random));
    for (let turn = 0; turn < PER_DAY; turn++) {
      const [code, unitId] = turn === 0 ? ['TOL', agencies.offices.get('TOL') ?? ''] : random.pick(offices);
      clock.set(atOffice(day, random));
      if (Temporal.Instant.compare(clock.now(), now) > 0) continue;
      const office = { agencyId: agencies.ifremId, unitId, code };
      await liveOneProcedure({ ...ctx, clock }, random, office, code === 'TOL' ? staff : new Map(), now);
    }
  }
  // What happened before the engine ran sends nothing: people would get ninety days of messages at once.
  await dropEvents(ctx);
}

/** A moment of the day's opening hours. */
function atOffice(day: Temporal.PlainDate, random: Random): Temporal.Instant {
  return startOfOfficeDay(day).add({ minutes: 9 * 60 + random.below(6 * 60) });
}

type SeedCtx = Ctx & { readonly clock: ReturnType<typeof fixedClock> };

async function liveOneProcedure(
  ctx: SeedCtx,
  random: Random,
  office: { agencyId: string; unitId: string; code: string },
  /** Who does each step, by key of the persona; where nobody is invented, the program does it. */
  staff: ReadonlyMap<string, StaffActor>,
  now: Temporal.Instant,
): Promise<void> {
  const by = (key: string): Ctx => {
    const actor = staff.get(key);
    return actor ? { ...ctx, actor: { ...actor, steppedUpAt: ctx.clock.now() } } : ctx;
  };
  const person = pickPerson(random);
  const { personId } = await registerPerson(by('recepcion'), { ...office, ...person, source: 'counter' });
  const property = pickProperty(random, office.code);
  const { procedureId } = await enterProcedure(by('recepcion'), {
    unitId: office.unitId,
    service: pickService(random),
    personId,
    ...property,
  });
  const later = (days: number) => {
    ctx.clock.set(atOffice(CALENDAR_BY_RULE.addWorkingDays(ctx.clock.today(), days), random));
    return Temporal.Instant.compare(ctx.clock.now(), now) < 0;
  };
  if (!later(1 + random.below(3))) return;
  await takeProcedure(by('analista'), procedureId);
  const outcome: Outcome = random.below(10) < 7 ? 'accepted' : random.below(3) < 2 ? 'suspended' : 'rejected';
  const reasons = {
    accepted: [],
    suspended: ['Falta el comprobante de pago de derechos o el monto no es el correcto'],
    rejected: ['El inmueble corresponde a otra oficina registral'],
  }[outcome];
  const [days, proposes] = [1 + random.below(6), random.below(4) > 0];
  if (!later(days)) {
    // In time for the registrar of the demonstration to find something to sign.
    ctx.clock.set(now);
    if (proposes) await proposeOutcome(by('analista'), { procedureId, outcome, reasons });
    return;
  }
  await signProcedure(by('registradora'), { procedureId, outcome, reasons });
  if (outcome === 'suspended' || !later(2 + random.below(9))) return;
  await deliverProcedure(by('entrega'), procedureId, 'ine');
}
