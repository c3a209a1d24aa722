import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { ClientActor, KeyMode } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';
import type { NotificationStatus, NotificationSummary } from '../api/schemas.ts';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import { noticeRefusals } from '../errors.ts';
import { messageKey } from '../domain/message-key.ts';

/** A message as its row tells it to the system that asked for it. */
export interface SummaryRow {
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

/** The columns of a `SummaryRow`, of a table that is called `m`. */
export const SUMMARY_COLUMNS = `m.id, m.idempotency_key as "idempotencyKey", m.reference, m.channel, m.status, m.mode,
  m.possible_duplicate as "possibleDuplicate", m.template, m.parts as segments, m.cost_mxn_e4::text as "costMxnE4",
  m.created_at as "createdAt", m.next_attempt_at as "sendAt", m.expires_at as "expiresAt", m.settled_at as "settledAt"`;

export function requestSummary(actor: ClientActor, row: SummaryRow): NotificationSummary {
  return {
    id: row.id,
    externalId: row.idempotencyKey.slice(messageKey(actor.name, row.mode, row.channel, '').length),
    reference: row.reference,
    channel: row.channel,
    status: row.status,
    possibleDuplicate: row.possibleDuplicate,
    template: row.template,
    segments: row.segments,
    costMxn: (Number(row.costMxnE4) / 10_000).toFixed(4),
    createdAt: row.createdAt.toString(),
    sendAt: row.sendAt.toString(),
    expiresAt: row.expiresAt.toString(),
    settledAt: row.settledAt?.toString() ?? null,
  };
}

/** What became of a message, for the system that asked for it. Of others' messages it learns nothing: 404. */
export async function statusOfRequest(ctx: Ctx, id: string): Promise<NotificationStatus> {
  authorizeSomewhere(ctx, KEY_SCOPES.send);
  const { actor } = ctx;
  if (actor.kind !== 'client') throw new Refusal(accessRefusals.notAllowed);
  const [row] = await ctx.db.named<SummaryRow>(
    'request_status',
    `select ${SUMMARY_COLUMNS} from notifications.messages m where m.id = $1 and m.agency_id = $2 and m.system = $3`,
    [id, actor.agencyId, actor.name],
  );
  if (!row) throw new Refusal(noticeRefusals.unknownMessage);
  const steps = await ctx.db.named<{ at: Temporal.Instant; what: string; part: number | null; reason: string }>(
    'request_steps',
    'select at, kind as what, part, reason from notifications.evidence where message_id = $1 order by at, id limit 200',
    [id],
  );
  return { ...requestSummary(actor, row), history: steps.map(({ at, ...step }) => ({ at: at.toString(), ...step })) };
}
