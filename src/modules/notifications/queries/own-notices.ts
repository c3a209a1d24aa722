import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import type { Channel } from '#modules/people/index.ts';
import type { Fate } from '../store/messages.ts';

/** One notice as its recipient may see it. */
export interface OwnNotice {
  readonly id: string;
  readonly channel: Channel;
  /** Empty once it was erased. */
  readonly text: string;
  readonly status: Fate;
  readonly createdAt: Temporal.Instant;
}

/** R10, "Mis avisos": what was sent to the citizen about one thing, newest first. For that citizen alone. */
export async function ownNotices(ctx: Ctx, subject: { type: string; id: string }): Promise<OwnNotice[]> {
  if (ctx.actor.kind !== 'citizen') throw new Refusal(accessRefusals.notAllowed);
  const rows = await ctx.db.named<Omit<OwnNotice, 'text'> & { bodySealed: string }>(
    'own_notices',
    `select id, channel, body_sealed as "bodySealed", status, created_at as "createdAt" from notifications.messages
     where subject_type = $1 and subject_id = $2 and person_id = any($3) order by created_at desc, id desc limit 100`,
    [subject.type, subject.id, [...ctx.actor.personIds]],
  );
  return rows.map(({ bodySealed, ...row }) => ({
    ...row,
    text: bodySealed === '' ? '' : ctx.crypt.open(bodySealed, `notifications.body.${row.id}`),
  }));
}
