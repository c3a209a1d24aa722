import type pg from 'pg';
import type { Citizens } from './fill.ts';

const SLICE = 250_000;

/**
 * Messages of years past, with their parts and evidence, settled and sealed: in the way of every index, as after years of
 * work. Ids rise with time as they do in life. References are not checked while loading, for they are right by making.
 */
export async function addPastMessages(
  admin: pg.Client,
  { agencyId, unitId, ids }: Citizens,
  rows: number,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  await admin.query(`set session_replication_role = replica`);
  for (let from = 0; from < rows; from += SLICE) {
    const most = Math.min(SLICE, rows - from);
    await admin.query('begin');
    await admin.query(
      `with past as materialized (
         select uuidv7(at - now()) as id, uuidv7(at - now()) as subject, n, at,
           ($3::uuid[])[1 + n % cardinality($3::uuid[])] as person, lpad(n::text, 9, '0') as number
         from generate_series($5::int, $5::int + $4::int - 1) n,
           lateral (select now() - make_interval(days => 30, secs => ($6::int - n) * 8) as at) at),
       messages as (
         insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
           template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at,
           template, service, encoding, lane, carrier, charged_parts, accepted_at, settled_at, address_index, salt)
         select id, $1, $2, 'past:' || number, 'procedure', subject, person, 'sms',
           $1, repeat('a', 60), '', repeat('b', 240), 1, 'delivered', at, at, at, 'aceptado', 'copias-certificadas', 'gsm7', 2,
           'smpp', 1, at, at, left(md5(person::text), 32), md5(number) from past),
       parts as (
         insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, state, taken_at)
         select 'smpp', 'past' || number, $1, id, 1, 'delivered', at from past)
       insert into notifications.evidence (id, agency_id, message_id, at, kind, reason)
       select uuidv7(at - now()), $1, id, at, kind, '' from past, unnest(array['queued', 'handed_over', 'accepted', 'delivered']) kind`,
      [agencyId, unitId, ids, most, from, rows],
    );
    // Sealed in name, so that the sealer of what is measured begins with what is measured.
    await admin.query(
      `insert into notifications.evidence_blocks (number, rows, root, hash, sealed_at, signature, xact, position)
       select coalesce((select max(number) from notifications.evidence_blocks), 0) + 1, 4 * $1::int, 'past', 'past', now(), 'past',
         xact, position from notifications.evidence order by xact desc, position desc limit 1`,
      [most],
    );
    await admin.query('commit');
    const present = from + most;
    const minutes = (performance.now() - began) / 60_000;
    if (present % (SLICE * 4) === 0 || present === rows)
      say(`  ${present} messages of years past present after ${minutes.toFixed(1)} minutes`);
  }
  await admin.query('set session_replication_role = origin');
  await admin.query('vacuum (analyze) notifications.messages, notifications.parts, notifications.evidence');
  await admin.query('checkpoint');
}
