import { createHash } from 'node:crypto';
import type { Ctx, Services } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel, type ClientActor, type KeyMode } from '#platform/permissions/actor.ts';

const hashKey = (key: string) => createHash('sha256').update(key).digest('hex');

/** How long a node trusts what it read of a key: a revoked key ends everywhere within this time. */
const REMEMBER_MS = 2_000;
const MOST_REMEMBERED = 1_000;
interface Remembered {
  readonly until: number;
  readonly actor: ClientActor;
}
const remembered = new WeakMap<object, Map<string, Remembered>>();

/** Whose key of the notices this is; undefined for an unknown or revoked one. */
export async function findNoticeKey(services: Pick<Services, 'db'>, key: string): Promise<ClientActor | undefined> {
  const hash = hashKey(key);
  const known = remembered.get(services.db.identity) ?? new Map<string, Remembered>();
  remembered.set(services.db.identity, known);
  const entry = known.get(hash);
  if (entry && entry.until > performance.now()) return entry.actor;
  const [row] = await services.db.named<{
    clientId: string;
    agencyId: string;
    name: string;
    scopes: string[];
    unitId: string;
    mode: KeyMode;
    perMinute: number;
  }>(
    'notice_key',
    `select id as "clientId", agency_id as "agencyId", system as name, scopes, unit_id as "unitId", mode, per_minute as "perMinute"
     from notifications.keys where key_hash = $1 and revoked_at is null`,
    [hash],
  );
  known.delete(hash);
  if (!row) return undefined;
  const { unitId, ...rest } = row;
  const actor: ClientActor = { kind: 'client', unitIds: [unitId], ...rest };
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(hash, { until: performance.now() + REMEMBER_MS, actor });
  return actor;
}

export interface NewKey {
  readonly agencyId: string;
  readonly unitId: string;
  readonly system: string;
  readonly mode: KeyMode;
  readonly scopes: readonly string[];
  /** Calls in a minute. */
  readonly perMinute: number;
}

export async function insertKey(tx: Ctx, wanted: NewKey, key: string): Promise<string> {
  const id = newId();
  await tx.db.k
    .insertInto('notifications.keys')
    .values({
      id,
      agency_id: wanted.agencyId,
      unit_id: wanted.unitId,
      system: wanted.system,
      mode: wanted.mode,
      scopes: [...wanted.scopes],
      per_minute: wanted.perMinute,
      key_hash: hashKey(key),
      hint: key.slice(-4),
      created_by: actorLabel(tx.actor),
      created_at: tx.clock.now(),
    })
    .execute();
  return id;
}

/** Ends a key; undefined if there is no such key in force. */
export async function endKey(tx: Ctx, agencyId: string, id: string): Promise<{ system: string } | undefined> {
  return tx.db.k
    .updateTable('notifications.keys')
    .set({ revoked_at: tx.clock.now() })
    .where('id', '=', id)
    .where('agency_id', '=', agencyId)
    .where('revoked_at', 'is', null)
    .returning('system')
    .executeTakeFirst();
}

export interface KeyRow {
  readonly id: string;
  readonly system: string;
  readonly mode: KeyMode;
  readonly scopes: readonly string[];
  /** Last four letters of the key, to tell keys apart. */
  readonly hint: string;
  readonly perMinute: number;
  readonly createdAt: Temporal.Instant;
  readonly revokedAt: Temporal.Instant | null;
}

/** Keys of an agency, those in force first. */
export function listKeys(db: Db, agencyId: string): Promise<KeyRow[]> {
  return db.named(
    'notice_keys',
    `select id, system, mode, scopes, hint, per_minute as "perMinute", created_at as "createdAt", revoked_at as "revokedAt"
     from notifications.keys where agency_id = $1 order by revoked_at is not null, system, mode, created_at desc limit 200`,
    [agencyId],
  );
}
