import type { Ctx } from '#platform/context.ts';
import { drawRandom } from '#platform/crypt/random.ts';
import { newId } from '#platform/ids.ts';
import type { KeyMode } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';
import { commitmentOf } from '../evidence/tree.ts';
import type { EncodingPolicy, SmsEncoding } from '../domain/sms/encoding.ts';
import { addEvidenceRows, place, type EvidenceEntry, type Lane } from './messages.ts';
import { addressIndexOf } from './suppressions.ts';

export interface NewMessage {
  /** Made here unless given. */
  id?: string;
  agencyId: string;
  /** Office whose event it tells; absent for codes. */
  unitId?: string;
  lane: Lane;
  /** Event, person, channel and template: the same four never make two messages. */
  key: string;
  subject: { type: string; id: string };
  personId?: string;
  channel: Channel;
  templateId?: string;
  /** Short name of the template and of the service, for counting. */
  template: string;
  service: string | null;
  address: string;
  subjectLine: string;
  body: string;
  parts: number;
  /** SMS only. */
  encoding: SmsEncoding | null;
  policy: EncodingPolicy;
  expiresAt: Temporal.Instant;
  /** Not before this moment; now unless given. */
  sendAt?: Temporal.Instant;
  /** The system outside that asked for it, with the kind of its key and its own name for it. */
  asked?: { system: string; mode: KeyMode; reference: string | null };
  /** Of a try with a test key: what becomes of it without its ever leaving. */
  simulated?: 'delivered' | 'failed' | 'expired';
}

const inWords = new WeakMap<Temporal.Instant, string>();

/** An instant as the database reads it. The messages of a batch share most of theirs, and writing one is slow. */
export function written(instant: Temporal.Instant): string {
  const known = inWords.get(instant) ?? instant.toString();
  inWords.set(instant, known);
  return known;
}

/** A message with what is made for it here. */
type Row = NewMessage & { readonly id: string; readonly salt: string };

/** What many messages of a batch have in common, in the order of the columns in `INSERT`. */
const kindOf = (row: Row): readonly (string | number | null)[] => [
  row.agencyId,
  row.unitId ?? null,
  row.subject.type,
  row.channel,
  row.templateId ?? null,
  row.parts,
  written(row.expiresAt),
  row.sendAt ? written(row.sendAt) : null,
  row.template,
  row.service,
  row.encoding,
  row.lane,
  row.policy,
  row.asked?.system ?? null,
  row.asked?.mode ?? 'live',
  row.simulated ?? null,
];

/**
 * What is common to many goes once. A full join, though each row has its kind and each kind its rows: that one PostgreSQL
 * always does by a table of hashes, however few rows it expects; a loop would read all kinds for each message.
 */
const INSERT = `
  insert into notifications.messages (id, idempotency_key, subject_id, person_id, address_sealed, subject_line, body_sealed,
    address_index, reference, salt, agency_id, unit_id, subject_type, channel, template_id, parts, expires_at, template, service,
    encoding, lane, policy, system, mode, created_at, next_attempt_at, status, settled_at)
  select id, key, subject_id, person_id, address_sealed, subject_line, body_sealed,
    address_index, reference, salt, agency_id, unit_id, subject_type, channel, template_id, parts, expires_at, template, service,
    encoding, lane, policy, system, mode, $1, coalesce(send_at, $1), coalesce(simulated, 'queued'),
    case when simulated is not null then $1::timestamptz end
  from unnest($2::bigint[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[])
    as own (kind, id, key, subject_id, person_id, address_sealed, subject_line, body_sealed, address_index, reference, salt)
  full join unnest($13::uuid[], $14::uuid[], $15::text[], $16::text[], $17::uuid[], $18::int[], $19::timestamptz[],
    $20::timestamptz[], $21::text[], $22::text[], $23::text[], $24::int[], $25::text[], $26::text[], $27::text[], $28::text[])
    with ordinality
    as common (agency_id, unit_id, subject_type, channel, template_id, parts, expires_at, send_at, template, service, encoding,
      lane, policy, system, mode, simulated, kind) using (kind)
  on conflict (agency_id, idempotency_key) do nothing returning id`;

/** Puts messages into the queue; those that are there already stay as they are. Returns the ids of the new ones. */
export async function queueMessages(tx: Ctx, messages: readonly NewMessage[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((message): Row => ({ ...message, id: message.id ?? newId(), salt: newSalt() }));
  const { common, kinds } = sortOut(rows);
  const inserted = await tx.db.named<{ id: string }>('messages_insert', INSERT, [
    tx.clock.now(),
    kinds,
    rows.map(({ id }) => id),
    rows.map(({ key }) => key),
    rows.map(({ subject }) => subject.id),
    rows.map(({ personId }) => personId),
    rows.map(({ id, address }) => tx.crypt.seal(address, place('address', id))),
    rows.map(({ subjectLine }) => subjectLine),
    rows.map(({ id, body }) => tx.crypt.seal(body, place('body', id))),
    rows.map(({ channel, address }) => addressIndexOf(tx, channel, address)),
    rows.map(({ asked }) => asked?.reference),
    rows.map(({ salt }) => salt),
    ...(common[0] ?? []).map((_, column) => common.map((columns) => columns[column])),
  ]);
  const ids = inserted.map(({ id }) => id);
  const fresh = new Set(ids);
  await addEvidenceRows(tx, rows.filter(({ id }) => fresh.has(id)).flatMap(evidenceOf));
  return ids;
}

type Columns = ReturnType<typeof kindOf>;

/** The kinds that occur, and for each row the number of its own, from 1. */
function sortOut(rows: readonly Row[]): { common: readonly Columns[]; kinds: readonly number[] } {
  const common: Columns[] = [];
  const numbers = new Map<string, number>();
  let last = 0;
  const kinds = rows.map((row) => {
    const columns = kindOf(row);
    // Most often it is that of the row before.
    if (columns.every((value, at) => value === common[last - 1]?.[at])) return last;
    const name = JSON.stringify(columns);
    last = numbers.get(name) ?? common.push(columns);
    numbers.set(name, last);
    return last;
  });
  return { common, kinds };
}

const newSalt = (): string => drawRandom(16).toString('hex');

function evidenceOf(row: Row): EvidenceEntry[] {
  const { agencyId, id: messageId, simulated } = row;
  const queued: EvidenceEntry = { agencyId, messageId, kind: 'queued', commitment: commitmentOf(row.salt, row) };
  return simulated ? [queued, { agencyId, messageId, kind: simulated, reason: 'simulated' }] : [queued];
}
