import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { announce } from '#platform/outbox/events.ts';
import { peopleRefusals } from '../errors.ts';
import { addressVerified, contactAnswered, contactReplaced } from '../events.ts';
import { endContacts, endReplaced } from '../store/contacts.ts';
import { doubtAddress } from '../store/doubts.ts';
import { findIdsOfHolder, insertContact, markVerified, type Channel } from '../store/people.ts';
import { spendAttempt, useUp, type VerificationPurpose } from '../store/verifications.ts';
import { PRIVACY_NOTICE_VERSION, STATUS_NOTICES } from './register-person.ts';

/** Source of a removal by somebody who is not the person: the contact was never theirs. */
export const WRONG_NUMBER = 'wrong-number';

export interface Verified {
  readonly purpose: VerificationPurpose;
  readonly channel: Channel;
  /** The people whose channel this is: what a citizen actor may see. */
  readonly personIds: readonly string[];
}

/**
 * Takes a code back. Who knows it has the right: no other permission is asked for. For a channel to be added, the
 * channel is stored as verified, with the consent to status notices there, and takes the place of the one before it:
 * notices go to one telephone and one mailbox. One to be removed gets no more notices. Must not run inside a
 * transaction: a wrong try has to stay spent although the command refuses.
 */
export async function confirmVerification(
  ctx: Ctx,
  input: { verificationId: string; code: string; source: string },
): Promise<Verified> {
  if (ctx.db.inTransaction) throw new Error('a spent try must outlive the refusal: confirm outside a transaction');
  const tried = await spendAttempt(ctx, input.verificationId, input.code.replace(/\D/g, ''));
  if (!tried) throw new Refusal(peopleRefusals.codeEnded);
  if (!tried.right) throw new Refusal(peopleRefusals.wrongCode, { left: tried.attemptsLeft });
  return transact(ctx, async (tx) => {
    if (!(await useUp(tx, tried.id))) throw new Refusal(peopleRefusals.codeEnded);
    const { agencyId, channel, address, addressIndex, personId } = tried;
    if (personId && tried.purpose === 'remove_channel') {
      const because = input.source === WRONG_NUMBER ? 'not_theirs' : 'withdrawn';
      await endContacts(tx, { personId, channel, addressIndex, because, source: input.source });
      // Who holds it is not whom we took them for: the others who gave it are asked before they are written to.
      if (because === 'not_theirs') await doubtAddress(tx, { agencyId, channel, addressIndex }, 'not_theirs');
    }
    if (personId && tried.purpose === 'add_channel') {
      const consent = { purpose: STATUS_NOTICES, noticeVersion: PRIVACY_NOTICE_VERSION, source: input.source };
      const selfAdded = tx.actor.kind !== 'staff';
      await insertContact(tx, { agencyId, personId, channel, address, ...consent, selfAdded });
      for (const contactId of await markVerified(tx, personId, addressIndex)) {
        await announce(tx, contactAnswered, { agencyId, entity: `contact:${contactId}` }, { contactId, theirs: true });
      }
      for (const { contactId, insteadId, doubted } of await endReplaced(tx, personId, channel, addressIndex)) {
        // Whoever had it learns that it was not they, perhaps, who asked for another.
        const payload = { contactId, insteadId, tellOld: selfAdded && !doubted };
        await announce(tx, contactReplaced, { agencyId, entity: `contact:${contactId}` }, payload);
      }
    }
    const personIds = personId ? [personId] : await findIdsOfHolder(tx, agencyId, channel, address);
    for (const id of personIds) {
      const entry = { action: 'people.verify', entityType: 'person', entityId: id, agencyId };
      await recordAudit(tx, { ...entry, detail: { channel, purpose: tried.purpose, source: input.source } });
    }
    const payload = { verificationId: tried.id, purpose: tried.purpose };
    await announce(tx, addressVerified, { agencyId, entity: `verification:${tried.id}` }, payload);
    return { purpose: tried.purpose, channel, personIds };
  });
}
