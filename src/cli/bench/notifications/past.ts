import pg from 'pg';
import type { Citizens } from './fill.ts';

const SLICE = 250_000;
const LOADERS = 2;

/**
 * Messages of years past, with their parts and evidence, settled and sealed: in the way of every index, as after years of
 * work. Ids rise with time as they do in life. References are not checked while loading, for they are right by making.
 */
export async function addPastMessages(
  admin: pg.Client,
  citizens: Citizens,
  rows: number,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);
  const slices = Array.from({ length: Math.ceil(rows / SLICE) }, (_, turn) => turn * SLICE);
  let present = 0;
  const load = async () => {
    const client = new pg.Client({ ...connectionOf(admin), statement_timeout: 0 });
    await client.connect();
    try {
      await client.query('set session_replication_role = replica');
      await client.query('set synchronous_commit = off');
      for (let from = slices.shift(); from !== undefined; from = slices.shift()) {
        const most = Math.min(SLICE, rows - from);
        await addSlice(client, citizens, { from, most, rows });
        present += most;
        if (present % (SLICE * 4) === 0) say(`  ${present} messages of years past present after ${minutes()} minutes`);
      }
    } finally {
      await client.end();
    }
  };
  await Promise.all(Array.from({ length: LOADERS }, load));
  await sealInName(admin, rows * 2);
  await admin.query('vacuum (analyze) notifications.messages, notifications.parts, notifications.evidence');
  await admin.query('checkpoint');
  say(`${rows} messages of years past are present; that took ${minutes()} minutes`);
}

async function addSlice(
  client: pg.Client,
  { agencyId, unitId, ids }: Citizens,
  { from, most, rows }: { from: number; most: number; rows: number },
): Promise<void> {
  await client.query(
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
         $1, repeat('a', 60), '', repeat('b', 240), 1, 'delivered', at, at, at, 'aceptado', 'copias-certificadas', 'gsm7', 3,
         'smpp', 1, at, at, md5(person::text), md5(number) from past),
     parts as (
       insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, state, taken_at)
       select 'smpp', 'past' || number, $1, id, 1, 'delivered', at from past)
     insert into notifications.evidence (id, agency_id, message_id, at, kind, reason)
     select uuidv7(at - now()), $1, id, at, kind, '' from past, unnest(array['accepted', 'delivered']) kind`,
    [agencyId, unitId, ids, most, from, rows],
  );
}

/** So that the sealer of what is measured begins with what is measured. */
async function sealInName(admin: pg.Client, rows: number): Promise<void> {
  await admin.query(
    `insert into notifications.evidence_blocks (number, rows, root, hash, sealed_at, signature, xact, position)
     select coalesce((select max(number) from notifications.evidence_blocks), 0) + 1, $1, 'past', 'past', now(), 'past',
       xact, position from notifications.evidence order by xact desc, position desc limit 1`,
    [rows],
  );
}

const connectionOf = ({ host, port, user, password, database }: pg.Client): pg.ClientConfig => ({
  host,
  port,
  ...(user !== undefined && { user }),
  ...(typeof password === 'string' && { password }),
  ...(database !== undefined && { database }),
});
