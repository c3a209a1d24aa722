import type { Ctx } from '#platform/context.ts';
import { askContact, type ContactPoint, type Doubt } from '#modules/people/index.ts';
import { confirmTexts } from '../confirm-texts.ts';
import { holdUntilConfirmed } from '../store/held.ts';
import { addEvidenceRows, LANES, queueMessages, type NewMessage } from '../store/messages.ts';
import { findSettings } from '../store/settings.ts';
import { textOf } from './text-of.ts';

/** A notice to somebody whose contact may be another person's by now. */
export interface DoubtfulNotice {
  readonly message: NewMessage;
  readonly contact: ContactPoint & { readonly doubt: Doubt };
}

/** How long the question waits for a telephone that is off. */
const QUESTION_HOURS = 72;
/** Room for the word of the link, to know how many segments the question takes. */
const SAMPLE_WORD = 'A'.repeat(16);

/**
 * Before anything personal goes to a contact in doubt, its owner is asked; meanwhile the notice waits, or a neutral text goes
 * in its place, as the agency chose. Notices that the law asks for wait as well: told to a stranger they tell nobody, and
 * the office sees the person on its list.
 */
export async function confirmFirst(tx: Ctx, notices: readonly DoubtfulNotice[]): Promise<void> {
  for (const [agencyId, own] of Map.groupBy(notices, ({ message }) => message.agencyId)) {
    const { whileDoubtful } = await findSettings(tx, agencyId);
    const toAsk = whileDoubtful === 'hold' ? await hold(tx, own) : await sendNeutral(tx, own);
    await ask(tx, own, toAsk);
  }
}

async function hold(tx: Ctx, notices: readonly DoubtfulNotice[]): Promise<readonly string[]> {
  const messages = notices.map(({ message }) => message);
  return holdUntilConfirmed(tx, await queueMessages(tx, messages));
}

async function sendNeutral(tx: Ctx, notices: readonly DoubtfulNotice[]): Promise<readonly string[]> {
  const link = new URL('/estado', tx.publicUrl).href;
  const t = confirmTexts(tx.locale);
  for (const { message, contact } of notices) {
    const sms = message.channel === 'sms';
    const words = textOf(sms ? t('neutral.sms', { link }) : t('neutral.mail', { link }), sms, t('neutral.subject'));
    const queued = await queueMessages(tx, [{ ...message, ...words }]);
    await addEvidenceRows(
      tx,
      queued.map((messageId) => ({
        agencyId: message.agencyId,
        messageId,
        kind: 'neutral',
        reason: contact.doubt,
      })),
    );
  }
  return notices.map(({ contact }) => contact.id);
}

async function ask(tx: Ctx, notices: readonly DoubtfulNotice[], contactIds: readonly string[]): Promise<void> {
  const t = confirmTexts(tx.locale);
  for (const contactId of new Set(contactIds)) {
    const notice = notices.find(({ contact }) => contact.id === contactId);
    if (!notice || !(await askContact(tx, contactId))) continue;
    const { message } = notice;
    const sms = message.channel === 'sms';
    const now = tx.clock.now();
    await queueMessages(tx, [
      {
        ...message,
        ...textOf(t(sms ? 'ask.sms' : 'ask.mail'), sms, t('ask.subject'), confirmLink(tx, SAMPLE_WORD)),
        lane: LANES.notice,
        key: `question:${contactId}:${now.epochMilliseconds}`,
        subject: { type: 'contact', id: contactId },
        template: 'confirmar-contacto',
        service: null,
        policy: 'fold',
        expiresAt: now.add({ hours: QUESTION_HOURS }),
      },
    ]);
  }
}

/** Where the question is answered. */
export const confirmLink = ({ publicUrl }: Pick<Ctx, 'publicUrl'>, word: string): string =>
  new URL(`/confirmar/${word}`, publicUrl).href;
