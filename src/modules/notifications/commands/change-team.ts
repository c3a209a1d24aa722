import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { normaliseEmail, normaliseMobile } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { deleteMember, insertMember } from '../store/team.ts';

/** Lets `team` keys write to somebody of the agency's own people; a telephone or a mailbox, as it was typed. */
export async function addTeamMember(
  ctx: Ctx,
  input: { agencyId: string; name: string; address: string },
): Promise<void> {
  const { agencyId, name } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  const email = input.address.includes('@') ? normaliseEmail(input.address) : undefined;
  const mobile = normaliseMobile(input.address);
  const address = email ?? (mobile.ok ? mobile.e164 : undefined);
  if (address === undefined) throw new Refusal(noticeRefusals.wrongAddress);
  await transact(ctx, async (tx) => {
    await insertMember(tx, agencyId, { name, channel: email ? 'email' : 'sms', address });
    await recordAudit(tx, { action: 'notifications.operate', entityType: 'notice_team', entityId: agencyId, agencyId });
  });
}

export async function removeTeamMember(ctx: Ctx, input: { agencyId: string; memberId: string }): Promise<void> {
  const { agencyId, memberId } = input;
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  await transact(ctx, async (tx) => {
    await deleteMember(tx, agencyId, memberId);
    await recordAudit(tx, { action: 'notifications.operate', entityType: 'notice_team', entityId: memberId, agencyId });
  });
}
