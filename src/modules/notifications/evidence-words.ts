import { formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { Channel } from '#modules/people/index.ts';
import { explainReason } from './domain/explain-reason.ts';
import type { PlainStep } from './domain/plain-steps.ts';
import type { EvidenceEvent, EvidenceRow } from './queries/evidence.ts';
import { notificationTexts } from './texts.ts';

/** Kinds of evidence whose reason is the name of a carrier, not a cause. */
const NAMES_A_CARRIER: readonly string[] = ['handed_over', 'accepted'];

/** Causes that are one thing of a telephone and another of a mailbox. */
const TOLD_BY_CHANNEL = ['unknownRecipient', 'absent', 'full', 'barred', 'hard_bounce'] as const;

/** One step of a message in plain words: "parte 2: falló: el número o buzón no existe (código 001)". */
export function eventWords(event: EvidenceEvent, locale: Locale): string {
  const t = notificationTexts(locale);
  const part = event.part === null ? '' : `${t('part.of', { part: event.part })}: `;
  const what = `${part}${t(`event.${event.kind}`)}`;
  if (NAMES_A_CARRIER.includes(event.kind)) {
    const cost = Number(event.detail ?? 0);
    return `${what} ${event.reason}${cost > 0 ? `, ${t('cost', { cost: formatCost(cost, locale) })}` : ''}`;
  }
  const cause = causeWords(event.reason, locale);
  const words = cause === '' ? what.replace(/:$/, '') : `${what} ${cause}`;
  return event.detail === null ? words : `${words} ${t('carrierTime', { time: event.detail })}`;
}

/**
 * A step for whoever serves its recipient: "partes 1 y 3: llegó al teléfono". Names no carrier, no code and no price; those
 * stand in the evidence file and in what `eventWords` says.
 */
export function plainWords({ step, parts }: PlainStep<EvidenceEvent>, channel: Channel, locale: Locale): string {
  const t = notificationTexts(locale);
  const list = formatList(parts.map(String), locale);
  const which = parts.length === 0 ? '' : `${t('plain.parts', { count: parts.length, parts: list })}: `;
  switch (step.kind) {
    case 'queued':
      return which + t('plain.queued');
    case 'accepted':
    case 'delivered':
      return which + t(`plain.${step.kind}.${channel}`);
    default: {
      const what = `${which}${t(`event.${step.kind}`)}`;
      const { word } = explainReason(step.reason);
      if (!word) return what.replace(/:$/, '');
      const own = TOLD_BY_CHANNEL.find((one) => one === word);
      return `${what} ${own ? t(`plain.${own}.${channel}`) : t(`reason.${word}`)}`;
    }
  }
}

/** "el número o buzón no existe (código 001)"; empty when nothing is known. */
export function causeWords(reason: string, locale: Locale): string {
  const t = notificationTexts(locale);
  const { word, code } = explainReason(reason);
  return [word && t(`reason.${word}`), code && `(${t('reason.code', { code })})`].filter(Boolean).join(' ');
}

/** "2 segmentos · UCS-2"; undefined for mail, which has no parts. */
export function sizeWords({ parts, encoding }: EvidenceRow, locale: Locale): string | undefined {
  const t = notificationTexts(locale);
  return encoding === null ? undefined : t('size.sms', { parts, encoding: t(`encoding.${encoding}`) });
}

/** An amount in ten-thousandths of a peso, with as many digits as it needs and at least two: "$0.107". */
export function formatCost(mxnE4: number, locale: Locale): string {
  const decimals = mxnE4 % 100 === 0 ? 2 : mxnE4 % 10 === 0 ? 3 : 4;
  return `${locale === 'en' ? 'MX$' : '$'}${formatNumber(mxnE4 / 10_000, locale, decimals)}`;
}
