import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { KeyMode } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';
import type { NotificationStatus } from '../api/schemas.ts';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import { noticeRefusals } from '../errors.ts';
import { messageKey } from '../intake/prepare.ts';

interface Row {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly reference: string | null;
  readonly channel: Channel;
  readonly status: NotificationStatus['status'];
  readonly mode: KeyMode;
  readonly possibleDuplicate: boolean;
  readonly template: string;
  readonly segments: number;
  readonly costMxnE4: string;
  readonly createdAt: Temporal.Instant;
  readonly sendAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
}

/** What became of a message, for the system that asked for it. Of others' messages it learns nothing: 404. */
export async function statusOfRequest(ctx: Ctx, id: string): Promise<NotificationStatus> {
  authorizeSomewhere(ctx, KEY_SCOPES.send);
  const { actor } = ctx;
  if (actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  const [row] = await ctx.db.named<Row>(
    'request_status',
    `select id, idempotency_key as "idempotencyKey", reference, channel, status, mode,
       possible_duplicate as "possibleDuplicate", template, parts as segments, cost_mxn_e4::text as "costMxnE4",
       created_at as "createdAt", next_attempt_at as "sendAt", expires_at as "expiresAt", settled_at as "settledAt"
     from notifications.messages where id = $1 and agency_id = $2 and system = $3`,
    [id, actor.agencyId, actor.name],
  );
  if (!row) throw new Refusal(noticeRefusals.unknownMessage);
  const { idempotencyKey, costMxnE4, mode, createdAt, sendAt, expiresAt, settledAt, ...rest } = row;
  const steps = await ctx.db.named<{ at: Temporal.Instant; what: string; part: number | null; reason: string }>(
    'request_steps',
    'select at, kind as what, part, reason from notifications.evidence where message_id = $1 order by at, id limit 200',
    [id],
  );
  return {
    ...rest,
    externalId: idempotencyKey.slice(messageKey(actor.name, mode, row.channel, '').length),
    costMxn: (Number(costMxnE4) / 10_000).toFixed(4),
    createdAt: createdAt.toString(),
    sendAt: sendAt.toString(),
    expiresAt: expiresAt.toString(),
    settledAt: settledAt?.toString() ?? null,
    history: steps.map(({ at, ...step }) => ({ at: at.toString(), ...step })),
  };
}
