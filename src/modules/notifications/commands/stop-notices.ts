import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { madeAt } from '../mail-token.ts';
import { noticeRefusals } from '../errors.ts';
import { beginSuppression } from '../store/begin-suppression.ts';
import { addEvidenceRows } from '../store/messages.ts';
import { findSentMessage, type SentMessage } from '../store/sent-messages.ts';
import { endSuppressions } from '../store/suppressions.ts';

/** How a wish was said: by the mail program (RFC 8058), on our page, or by a mail to the address of the header. */
export type SaidBy = 'one-click' | 'page' | 'mail';

/** As long as a link in a mail must do (docs/acceptance/notifications.md, 17). */
const LINK_DAYS = 366;

/**
 * The message that a signed link names, with its address. The mark in the link is the proof: whoever has it has the mail.
 * Errors: `deadLink` when there is none or it is too old, `cannotStop` when the law asks for the notice.
 */
export async function openUnsubscribeLink(ctx: Ctx, messageId: string): Promise<SentMessage & { address: string }> {
  const message = await findSentMessage(ctx, messageId);
  const old = Temporal.Instant.compare(ctx.clock.now(), madeAt(messageId).add({ hours: LINK_DAYS * 24 })) > 0;
  const address = message?.address;
  if (!message || address === undefined || message.isCode || old) throw new Refusal(noticeRefusals.deadLink);
  if (message.legalBasis !== undefined) throw new Refusal(noticeRefusals.cannotStop, { basis: message.legalBasis });
  return { ...message, address };
}

/** Whoever got this message wants no more of its topic at this address. Repeating it changes nothing. */
export async function stopNotices(ctx: Ctx, messageId: string, saidBy: SaidBy): Promise<SentMessage> {
  return transact(ctx, async (tx) => {
    const message = await openUnsubscribeLink(tx, messageId);
    const { agencyId, channel, address, topic } = message;
    const wish = { agencyId, channel, address, topic, reason: 'opt_out', detail: saidBy, messageId } as const;
    if (await beginSuppression(tx, wish)) await note(tx, message, 'unsubscribed', saidBy);
    return message;
  });
}

/** Takes the wish back. Also lifts a complaint: whoever has the link is its reader. */
export async function resumeNotices(ctx: Ctx, messageId: string): Promise<SentMessage> {
  return transact(ctx, async (tx) => {
    const message = await openUnsubscribeLink(tx, messageId);
    if ((await endSuppressions(tx, message, 'page')) > 0) await note(tx, message, 'resubscribed', 'page');
    return message;
  });
}

async function note(
  tx: Ctx,
  { id, agencyId, topic, channel }: SentMessage,
  kind: 'unsubscribed' | 'resubscribed',
  saidBy: SaidBy,
): Promise<void> {
  await addEvidenceRows(tx, [{ agencyId, messageId: id, kind, reason: `${topic} ${saidBy}` }]);
  await recordAudit(tx, {
    action: kind === 'unsubscribed' ? 'notifications.opt_out' : 'notifications.opt_in',
    entityType: 'message',
    entityId: id,
    agencyId,
    detail: { channel, topic, saidBy },
  });
}
