import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

const BECAUSE = 'code';

/** Ends what kept notices from the address that this code went to: that it was dead, and with `wishesToo` its own wishes. */
export async function liftByCode(tx: Ctx, verificationId: string, wishesToo: boolean): Promise<void> {
  const lifted = await tx.db.named<{ id: string; agencyId: string; reason: string }>(
    'suppression_lift_code',
    `update notifications.suppressions s set lifted_at = $2, lifted_by = $3, lifted_because = '${BECAUSE}'
     from notifications.messages m
     where m.subject_type = 'verification' and m.subject_id = $1 and s.agency_id = m.agency_id and s.channel = m.channel
       and s.address_index = m.address_index and s.lifted_at is null and (s.reason = 'hard_bounce' or $4)
     returning s.id, s.agency_id as "agencyId", s.reason`,
    [verificationId, tx.clock.now(), actorLabel(tx.actor), wishesToo],
  );
  await tx.db.named(
    'address_failures_code',
    `delete from notifications.address_failures f using notifications.messages m
     where m.subject_type = 'verification' and m.subject_id = $1 and f.agency_id = m.agency_id and f.channel = m.channel
       and f.address_index = m.address_index`,
    [verificationId],
  );
  for (const { id, agencyId, reason } of lifted) {
    const entry = { action: 'notifications.lift', entityType: 'suppression', entityId: id, agencyId };
    await recordAudit(tx, { ...entry, detail: { reason, because: BECAUSE } });
  }
}
