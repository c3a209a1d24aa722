import type pg from 'pg';
import { pickPerson, randomFrom } from '#demo/invented.ts';
import type { Ctx } from '#platform/context.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { registerPerson, type Channel } from '#modules/people/index.ts';

export interface Citizens {
  readonly agencyId: string;
  readonly unitId: string;
  readonly ids: readonly string[];
}

/** People who agreed to be told on one channel, registered by the command. */
export async function registerCitizens(ctx: Ctx, channel: Channel, count: number): Promise<Citizens> {
  const [office] = await listOffices(ctx.db);
  if (!office) throw new Error('there is no office');
  const { agencyId, unitId } = office;
  const random = randomFrom(11);
  const ids: string[] = [];
  for (let number = 0; number < count; number++) {
    const digits = String(number).padStart(6, '0');
    const { personId } = await registerPerson(ctx, {
      agencyId,
      unitId,
      ...pickPerson(random),
      mobile: channel === 'sms' ? `+52722${digits}5` : undefined,
      email: channel === 'email' ? `persona${digits}@correo.example` : undefined,
      source: 'bench',
    });
    ids.push(personId);
  }
  return { agencyId, unitId, ids };
}

/** Signed procedures in the outbox, as if a commit had just put them there; what is measured begins with the relay. */
export async function announceSignings(admin: pg.Client, { agencyId, unitId, ids }: Citizens, count: number) {
  await admin.query(
    `insert into platform.outbox (id, agency_id, entity, name, payload, request_id, occurred_at)
     select gen_random_uuid(), $1, 'procedure:' || procedure, 'registry.procedure_signed.v1', jsonb_build_object(
       'procedureId', procedure, 'folio', 'TOL-2026-' || lpad(n::text, 6, '0') || '-K', 'unitId', $2::uuid,
       'personId', ($3::uuid[])[1 + n % $4], 'service', 'copias-certificadas', 'outcome', 'accepted', 'reasons', '[]'::jsonb),
       'bench', now()
     from (select n, gen_random_uuid() as procedure from generate_series(1, $5::int) n) new`,
    [agencyId, unitId, ids, ids.length, count],
  );
}
