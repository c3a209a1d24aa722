import { randomBytes } from 'node:crypto';
import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { KeyMode } from '#platform/permissions/actor.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { endKey, insertKey } from '../store/keys.ts';

/** What a key of the notices may do; `notifications.codes` only where it is given. */
export const KEY_SCOPES = { send: 'notifications.send', codes: 'notifications.codes' } as const;

export interface CreateKey {
  readonly agencyId: string;
  readonly unitId: string;
  /** Name of the system; its keys share what it sent before. */
  readonly system: string;
  readonly mode: KeyMode;
  /** May send codes, which leave before everything else. */
  readonly codes: boolean;
  /** Calls in a minute, a batch being one; 6,000 unless given. */
  readonly perMinute?: number | undefined;
}

const USUAL_PER_MINUTE = 6_000;

/** Lets a system ask for notices. The key is shown once and never again; it names its kind, so that nobody mixes them up. */
export async function createKey(ctx: Ctx, input: CreateKey): Promise<{ id: string; key: string }> {
  const { agencyId, unitId, system, mode, codes, perMinute = USUAL_PER_MINUTE } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  // Names that begin otherwise are of this program itself.
  if (!/^\p{L}[^\n]{2,59}$/u.test(system)) throw new Refusal(noticeRefusals.reservedName);
  const key = `vn_${mode}_${randomBytes(24).toString('base64url')}`;
  const scopes = codes ? Object.values(KEY_SCOPES) : [KEY_SCOPES.send];
  const id = await transact(ctx, async (tx) => {
    const keyId = await insertKey(tx, { agencyId, unitId, system, mode, scopes, perMinute }, key);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'notice_key',
      entityId: keyId,
      agencyId,
      unitId,
      detail: { system, mode, codes, perMinute },
    });
    return keyId;
  });
  return { id, key };
}

/** Ends a key for ever, within two seconds on all nodes. */
export async function revokeKey(ctx: Ctx, input: { agencyId: string; keyId: string }): Promise<void> {
  const { agencyId, keyId } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    const ended = await endKey(tx, agencyId, keyId);
    if (!ended) throw new Refusal(noticeRefusals.unknownKey);
    await recordAudit(tx, {
      action: 'notifications.operate',
      entityType: 'notice_key',
      entityId: keyId,
      agencyId,
      detail: { system: ended.system, revoked: true },
    });
  });
}
