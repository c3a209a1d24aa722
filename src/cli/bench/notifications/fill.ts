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

const SLICE = 250_000;

/** Messages of years past, with their parts and evidence: settled, and in the way of every index. */
export async function addPastMessages(
  admin: pg.Client,
  { agencyId, unitId, ids }: Citizens,
  rows: number,
  say: (line: string) => void,
): Promise<void> {
  for (let from = 0; from < rows; from += SLICE) {
    const most = Math.min(SLICE, rows - from);
    await admin.query(
      `with past as materialized (
         select uuidv7(make_interval(days => -30, secs => -(n * 8))) as id, n from generate_series($5::int, $5::int + $4::int - 1) n),
       messages as (
         insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
           template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at,
           template, service, encoding, lane, carrier, charged_parts, accepted_at, settled_at)
         select id, $1, $2, 'past:' || n, 'procedure', gen_random_uuid(), ($3::uuid[])[1 + n % cardinality($3::uuid[])], 'sms',
           $1, repeat('a', 60), '', repeat('b', 240), 1, 'delivered', at, at, at, 'aceptado', 'copias-certificadas', 'gsm7', 2,
           'smpp', 1, at, at
         from past, lateral (select now() - make_interval(days => 30, secs => n * 8) as at) at),
       parts as (
         insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, state)
         select 'smpp', 'past' || n, $1, id, 1, 'delivered' from past)
       insert into notifications.evidence (id, agency_id, message_id, at, kind)
       select uuidv7(), $1, id, now() - make_interval(days => 30), kind from past, unnest(array['queued', 'delivered']) kind`,
      [agencyId, unitId, ids, most, from],
    );
    if ((from / SLICE) % 8 === 7) say(`${from + most} messages of years past present`);
  }
  await admin.query('vacuum (analyze) notifications.messages, notifications.parts, notifications.evidence');
}
