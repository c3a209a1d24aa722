import type { Ctx } from '#platform/context.ts';
import { reactTo } from '#platform/outbox/subscriber.ts';
import { openVerification, type OpenVerification } from '#modules/people/index.ts';
import { verificationRequested } from '#modules/people/events.ts';
import { codeTexts } from '../code-texts.ts';
import { codeSms, sizeOfCode } from '../domain/code-text.ts';
import { LANES } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';

/** A code that somebody asked for becomes one message on the channel they named, before all notices. */
export const onVerificationRequested = reactTo('notifications.codes', verificationRequested, async (tx, event) => {
  const { verificationId, locale } = event.payload;
  // Gone already: a second code was asked for, or the program stood still for longer than the code is good.
  const open = await openVerification(tx, verificationId);
  if (!open) return;
  const message = open.channel === 'sms' ? smsOf({ ...tx, locale }, open) : mailOf({ ...tx, locale }, open);
  await queueMessages(tx, [
    {
      agencyId: open.agencyId,
      lane: LANES.code,
      template: 'codigo',
      service: null,
      policy: 'fold',
      key: `code:${verificationId}`,
      subject: { type: 'verification', id: verificationId },
      channel: open.channel,
      address: open.address,
      expiresAt: open.expiresAt,
      ...message,
    },
  ]);
});

function smsOf(tx: Ctx, { purpose, minutes }: OpenVerification) {
  const body = codeSms(codeTexts(tx.locale)(`sms.${purpose}`, { minutes }), tx.publicUrl);
  const { parts, encoding } = sizeOfCode(body);
  return { subjectLine: '', body, parts, encoding };
}

function mailOf(tx: Ctx, { purpose, minutes }: OpenVerification) {
  const t = codeTexts(tx.locale);
  const body = `${t(`mail.${purpose}`)}\n\n((codigo))\n\n${t('mail.closing', { minutes })}`;
  return { subjectLine: t('subject'), body, parts: 1, encoding: null };
}
