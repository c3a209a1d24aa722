import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeNotices } from '../access.ts';
import { newSecret } from '../callbacks/signature.ts';
import { targetProblem } from '../callbacks/target.ts';
import { noticeRefusals } from '../errors.ts';
import { deleteCallback, putCallback, redriveEvents } from '../store/callbacks.ts';

export interface SetCallback {
  readonly agencyId: string;
  readonly system: string;
  readonly url: string;
  /** Demonstrations call this machine; in production what stands inside is refused. */
  readonly allowPrivate: boolean;
}

/** Says where a system wants to be told. The secret is shown once and never again. */
export async function setCallback(ctx: Ctx, input: SetCallback): Promise<{ callbackId: string; secret: string }> {
  const { agencyId, system, url, allowPrivate } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  const problem = targetProblem(url, allowPrivate);
  if (problem) throw new Refusal(noticeRefusals[problem]);
  const secret = newSecret();
  const callbackId = await transact(ctx, async (tx) => {
    const id = await putCallback(tx, { agencyId, system, url, secret });
    await record(tx, agencyId, id, { system, host: new URL(url).host });
    return id;
  });
  return { callbackId, secret };
}

/** Stops telling a system; what it was not told yet is dropped. */
export async function removeCallback(ctx: Ctx, input: { agencyId: string; callbackId: string }): Promise<void> {
  const { agencyId, callbackId } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    if (!(await deleteCallback(tx, agencyId, callbackId))) throw new Refusal(noticeRefusals.unknownCallback);
    await record(tx, agencyId, callbackId, { removed: true });
  });
}

/** Tells a system again what it could not be told: one thing, or all. Returns how many. */
export async function redriveCallback(
  ctx: Ctx,
  input: { agencyId: string; callbackId: string; eventId?: string | undefined },
): Promise<number> {
  const { agencyId, ...which } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  return transact(ctx, async (tx) => {
    const count = await redriveEvents(tx, agencyId, which);
    await record(tx, agencyId, which.callbackId, { redriven: count });
    return count;
  });
}

const record = (tx: Ctx, agencyId: string, entityId: string, detail: Record<string, unknown>) =>
  recordAudit(tx, { action: 'notifications.operate', entityType: 'callback', entityId, agencyId, detail });
