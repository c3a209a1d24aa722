import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import type { FolioStatus } from '#platform/folios/folio-status.ts';
import { newId } from '#platform/ids.ts';
import type { InboundMessage } from '../adapters/port.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { isFromRobot, parseSmsCommand, type SmsCommand } from '../domain/sms-command.ts';
import { inboundTexts } from '../inbound-texts.ts';
import { beginSuppression } from '../store/begin-suppression.ts';
import { countInbound, insertInbound, notifyingAgencies, type InboundAnswer } from '../store/inbound.ts';
import { LANES } from '../store/messages.ts';
import { queueMessages } from '../store/queue-messages.ts';
import { addressIndexOf, endSuppressions } from '../store/suppressions.ts';
import { listTopics } from '../store/topics.ts';

/** Answers that one number gets: enough for a person, too few for two machines to talk for long. */
const SOON = { minutes: 10, answers: 5 } as const;
const DAILY_ANSWERS = 20;
/** To what we do not understand we answer less: it is where machines show. */
const DAILY_UNKNOWN = 2;
/** A carrier that got no acknowledgement brings the same text again. */
const REPEATED_SECONDS = 120;
const ANSWER_MINUTES = 60;
const POLICY = 'fold';

/**
 * What a citizen writes by SMS, over whichever carrier: BAJA, ALTA, AYUDA, ESTATUS and a folio. The effect, the evidence and
 * the answer are one transaction; the carrier is told that we have it after that.
 */
export async function hearSms(ctx: Ctx, statuses: readonly FolioStatus[], message: InboundMessage): Promise<void> {
  await transact(ctx, async (tx) => {
    const agencies = await notifyingAgencies(tx.db);
    const [agencyId] = agencies;
    if (agencyId === undefined) return;
    const id = newId();
    const { from, to: sentTo, text } = message;
    const robot = isFromRobot(from, text);
    const command: SmsCommand = robot ? { kind: 'unknown' } : parseSmsCommand(text);
    const words = await obey(tx, { id, agencies, from, command, statuses });
    const silence: InboundAnswer | undefined = robot ? 'robot' : await whySilent(tx, from, command);
    const answer = silence ?? (await queueAnswer(tx, { id, agencyId, from, text, words }));
    await insertInbound(tx, id, { agencyId, channel: 'sms', from, sentTo, text, meaning: command.kind, answer });
  });
}

interface Order {
  readonly id: string;
  readonly agencies: readonly string[];
  readonly from: string;
  readonly command: SmsCommand;
  readonly statuses: readonly FolioStatus[];
}

/** Does what was asked and returns the words of the answer. A wish counts even when nobody answers it. */
async function obey(tx: Ctx, { command, statuses, ...order }: Order): Promise<string> {
  const t = inboundTexts(tx.locale);
  switch (command.kind) {
    case 'help':
    case 'unknown':
      return t(command.kind);
    case 'status': {
      if (command.folio === '') return t('noFolio');
      for (const find of statuses) {
        const status = await find(tx, command.folio);
        if (status !== undefined) return t('status', { status });
      }
      return t('unknownFolio');
    }
    case 'stop':
    case 'start':
      return changeWish(tx, { ...order, kind: command.kind, about: command.about });
  }
}

type Wish = Pick<Order, 'id' | 'agencies' | 'from'> & { readonly kind: 'stop' | 'start'; readonly about: string };

/** The number is common to all agencies: a wish that names no topic, or one that nobody has, is about everything. */
async function changeWish(tx: Ctx, { id, agencies, from, kind, about }: Wish): Promise<string> {
  const t = inboundTexts(tx.locale);
  let title: string | undefined;
  const remaining: string[] = [];
  for (const agencyId of agencies) {
    const topics = await listTopics(tx.db, agencyId);
    const named = topics.find(({ keyword }) => about.split(' ').includes(keyword));
    if (named?.mandatory && kind === 'stop')
      return firstSendable(t('mandatoryBy', { basis: named.legalBasis }), t('mandatory'));
    for (const one of topics)
      if (one.mandatory) remaining.push(t('basis', { title: one.title.toLowerCase(), basis: one.legalBasis }));
    title ??= named?.title;
    const wish = { agencyId, channel: 'sms', address: from, topic: named?.slug ?? null } as const;
    const changed =
      kind === 'stop'
        ? await beginSuppression(tx, { ...wish, reason: 'opt_out', detail: 'sms' })
        : (await endSuppressions(tx, wish, 'sms')) > 0;
    if (!changed) continue;
    await recordAudit(tx, {
      action: kind === 'stop' ? 'notifications.opt_out' : 'notifications.opt_in',
      entityType: 'inbound',
      entityId: id,
      agencyId,
      detail: { channel: 'sms', topic: wish.topic ?? 'all', saidBy: 'sms' },
    });
  }
  if (kind === 'stop' && title === undefined && remaining.length > 0)
    return firstSendable(t('stopRest', { topics: remaining.join(', ') }), t('stop', { topic: t('everything') }));
  return t(kind, { topic: title === undefined ? t('everything') : title.toLowerCase() });
}

/** Who is still written to is told why; where the law's name holds what an SMS cannot, the short words must do. */
function firstSendable(long: string, short: string): string {
  return describeSms(long, POLICY).sendable ? long : short;
}

async function whySilent(tx: Ctx, from: string, { kind }: SmsCommand): Promise<InboundAnswer | undefined> {
  const now = tx.clock.now();
  const soon = await countInbound(tx, 'sms', from, now.subtract({ minutes: SOON.minutes }));
  const day = await countInbound(tx, 'sms', from, now.subtract({ hours: 24 }));
  if (soon.answered >= SOON.answers || day.answered >= DAILY_ANSWERS) return 'too_many';
  return kind === 'unknown' && day.unknown >= DAILY_UNKNOWN ? 'too_many' : undefined;
}

interface Answer {
  readonly id: string;
  readonly agencyId: string;
  readonly from: string;
  readonly text: string;
  readonly words: string;
}

async function queueAnswer(tx: Ctx, { id, agencyId, from, text, words }: Answer): Promise<InboundAnswer> {
  const now = tx.clock.now();
  const said = tx.crypt.blindIndex(text.trim(), 'notifications.inbound.text');
  const moment = Math.floor(now.epochMilliseconds / 1000 / REPEATED_SECONDS);
  const { parts, encoding } = describeSms(words, POLICY);
  const queued = await queueMessages(tx, [
    {
      agencyId,
      lane: LANES.notice,
      key: `answer:${addressIndexOf(tx, 'sms', from)}:${said}:${moment}`,
      subject: { type: 'inbound', id },
      channel: 'sms',
      template: 'respuesta',
      service: null,
      address: from,
      subjectLine: '',
      body: words,
      parts,
      encoding,
      policy: POLICY,
      expiresAt: now.add({ minutes: ANSWER_MINUTES }),
    },
  ]);
  return queued.length > 0 ? 'sent' : 'repeated';
}
