import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { authorizePerson } from '../access.ts';
import { personTopic } from '../topics.ts';
import { endContacts } from '../store/contacts.ts';
import { insertConsent, type Channel } from '../store/people.ts';
import { PRIVACY_NOTICE_VERSION, STATUS_NOTICES } from './register-person.ts';

export interface ChangeConsent {
  personId: string;
  channel: Channel;
  /** Where it was said, e.g. `counter` or `status-page`. */
  source: string;
}

/** Records that the person agrees to status notices on the channel, under the privacy notice in force (R1). */
export async function giveConsent(ctx: Ctx, input: ChangeConsent): Promise<void> {
  const agencyId = await authorizePerson(ctx, 'people.register', input.personId);
  await transact(ctx, async (tx) => {
    const terms = { purpose: STATUS_NOTICES, noticeVersion: PRIVACY_NOTICE_VERSION };
    await insertConsent(tx, { ...input, ...terms, agencyId });
    await record(tx, 'people.give_consent', agencyId, input);
  });
}

/**
 * Ends every address and consent on the channel: no more messages there. The rows stay as evidence. Nothing in force is no mistake:
 * the person gets what they want.
 */
export async function withdrawConsent(ctx: Ctx, input: ChangeConsent): Promise<void> {
  const agencyId = await authorizePerson(ctx, 'people.register', input.personId);
  await transact(ctx, async (tx) => {
    if (await endContacts(tx, { ...input, because: 'withdrawn' })) {
      await record(tx, 'people.withdraw_consent', agencyId, input);
    }
  });
}

async function record(tx: Ctx, action: string, agencyId: string, { personId, channel, source }: ChangeConsent) {
  await recordAudit(tx, { action, entityType: 'person', entityId: personId, agencyId, detail: { channel, source } });
  await tx.live.publish(tx.db, [personTopic(personId)]);
}
