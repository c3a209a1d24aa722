import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { askContact, type Channel, type ContactPoint, type Doubt } from '#modules/people/index.ts';
import { confirmTexts } from '../confirm-texts.ts';
import { holdUntilConfirmed } from '../store/held.ts';
import { addEvidenceRows, LANES } from '../store/messages.ts';
import { queueMessages, type NewMessage } from '../store/queue-messages.ts';
import { findSettings } from '../store/settings.ts';
import { textOf } from './text-of.ts';

/** A notice to somebody whose contact may be another person's by now. */
export interface DoubtfulNotice {
  readonly message: NewMessage;
  readonly contact: { readonly id: string; readonly personId: string; readonly doubt: Doubt };
}

/** A message with the contact that it goes to. */
export interface Notice {
  readonly message: NewMessage;
  readonly contact: ContactPoint;
}

/** Where a person is told on a channel: the newest contact that nobody doubts, or else the newest one. */
export function wayTo(contacts: readonly ContactPoint[], channel: Channel): ContactPoint | undefined {
  const ways = contacts.filter((one) => one.channel === channel);
  return ways.find(({ doubt }) => doubt === null) ?? ways[0];
}

/** Queues notices; those to a contact in doubt are confirmed first. */
export async function queueNotices(tx: Ctx, notices: readonly Notice[]): Promise<void> {
  const doubtful = notices.flatMap(({ message, contact: { id, doubt } }): DoubtfulNotice[] =>
    doubt === null ? [] : [{ message, contact: { id, personId: message.personId ?? '', doubt } }],
  );
  const sure = doubtful.length === 0 ? notices : notices.filter(({ contact }) => contact.doubt === null);
  await queueMessages(
    tx,
    sure.map(({ message }) => message),
  );
  if (doubtful.length > 0) await confirmFirst(tx, doubtful);
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
    for (const { message, contact } of toAsk) await askOwner(tx, contact, message);
  }
}

async function hold(tx: Ctx, notices: readonly DoubtfulNotice[]): Promise<readonly DoubtfulNotice[]> {
  const rows = notices.map(({ message, contact }) => ({ message: { ...message, id: message.id ?? newId() }, contact }));
  const fresh = new Set(
    await queueMessages(
      tx,
      rows.map(({ message }) => message),
    ),
  );
  const held = await holdUntilConfirmed(
    tx,
    rows
      .filter(({ message }) => fresh.has(message.id))
      .map(({ message: { id, agencyId }, contact }) => ({
        id,
        agencyId,
        contactId: contact.id,
        because: contact.doubt,
      })),
  );
  const ids = new Set(held.map(({ id }) => id));
  return rows.filter(({ message }) => ids.has(message.id));
}

/** In the place of each notice, words that say nothing of it. */
export async function sendNeutral(tx: Ctx, notices: readonly DoubtfulNotice[]): Promise<readonly DoubtfulNotice[]> {
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
  return notices;
}

/** Asks the owner of a contact in doubt, unless they were asked lately: no name, folio or service stands in the question. */
export async function askOwner(
  tx: Ctx,
  contact: { readonly id: string; readonly personId: string },
  to: { readonly agencyId: string; readonly unitId?: string; readonly channel: Channel; readonly address: string },
): Promise<void> {
  if (!(await askContact(tx, contact.id))) return;
  const t = confirmTexts(tx.locale);
  const sms = to.channel === 'sms';
  const now = tx.clock.now();
  await queueMessages(tx, [
    {
      agencyId: to.agencyId,
      ...(to.unitId !== undefined && { unitId: to.unitId }),
      channel: to.channel,
      address: to.address,
      personId: contact.personId,
      ...textOf(t(sms ? 'ask.sms' : 'ask.mail'), sms, t('ask.subject'), confirmLink(tx, SAMPLE_WORD)),
      lane: LANES.notice,
      key: `question:${contact.id}:${now.epochMilliseconds}`,
      subject: { type: 'contact', id: contact.id },
      template: 'confirmar-contacto',
      service: null,
      policy: 'fold',
      expiresAt: now.add({ hours: QUESTION_HOURS }),
    },
  ]);
}

/** Where the question is answered. */
export const confirmLink = ({ publicUrl }: Pick<Ctx, 'publicUrl'>, word: string): string =>
  new URL(`/confirmar/${word}`, publicUrl).href;
