import type { Ctx } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { OutboxEvent } from '#platform/outbox/events.ts';
import type { Subscriber } from '#platform/outbox/subscriber.ts';
import { openVerification, type Channel } from '#modules/people/index.ts';
import { verificationRequested } from '#modules/people/events.ts';
import { codeTexts } from '../code-texts.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { LANES, queueMessage } from '../store/messages.ts';

/** Sends the codes that prove control of a telephone or mailbox: before everything else, and never after they expired. */
export const onVerificationRequested: Subscriber = {
  name: 'notifications.codes',
  events: [verificationRequested],
  async handle(tx, events) {
    for (const event of events) await sendCode(tx, event as OutboxEvent<{ verificationId: string; locale: Locale }>);
  },
};

async function sendCode(tx: Ctx, event: OutboxEvent<{ verificationId: string; locale: Locale }>): Promise<void> {
  const { verificationId, locale } = event.payload;
  const wanted = await openVerification(tx, verificationId);
  if (!wanted) return;
  const { subject, body } = writeCode(wanted.channel, locale, wanted.code, new URL(tx.publicUrl).hostname);
  const sms = wanted.channel === 'sms' ? describeSms(body, 'fold') : undefined;
  await queueMessage(tx, {
    agencyId: event.agencyId,
    key: event.id,
    lane: LANES.code,
    subject: { type: 'verification', id: verificationId },
    channel: wanted.channel,
    template: 'codigo',
    service: null,
    address: wanted.address,
    subjectLine: subject,
    body,
    parts: sms?.parts ?? 1,
    encoding: sms?.encoding ?? null,
    expiresAt: wanted.expiresAt,
  });
}

/**
 * The words around a code. The last line of an SMS lets telephones fill in the code on our page and on no other
 * (origin-bound one-time codes, WICG).
 */
export function writeCode(
  channel: Channel,
  locale: Locale,
  code: string,
  host: string,
): { subject: string; body: string } {
  const t = codeTexts(locale);
  if (channel === 'email') return { subject: t('subject'), body: t('mail', { code, host }) };
  return { subject: '', body: `${t('sms', { code })}\n\n@${host} #${code}` };
}
