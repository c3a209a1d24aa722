import { formatDateTime, formatNumber, formatPercent } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import type { Alarm } from './domain/alarms.ts';
import { causeWords } from './evidence-words.ts';
import { operationsTexts } from './operations-texts.ts';

/** An alarm in one sentence or two, with what to do; for the screen and for mails. */
export function alarmWords(alarm: Alarm, locale: Locale): string {
  const t = operationsTexts(locale);
  switch (alarm.kind) {
    case 'oldest':
      return t('alarm.oldest', { count: alarm.seconds });
    case 'technical':
      return t('alarm.technical', { count: alarm.count, cause: causeWords(alarm.reason, locale) || t('noCause') });
    case 'unheard':
    case 'parked':
    case 'jobs':
      return t(`alarm.${alarm.kind}`, { count: alarm.count });
    case 'budget':
      return t('alarm.budget', { share: formatPercent(alarm.share, locale) });
    case 'away':
      return t('alarm.away', { carrier: alarm.carrier, reason: alarm.reason || t('status.resting') });
    case 'receipts':
      return t('alarm.receipts', {
        carrier: alarm.carrier,
        now: formatPercent(alarm.now, locale),
        usual: formatPercent(alarm.usual, locale),
      });
    case 'unbalanced':
      return t('alarm.unbalanced', {
        carrier: alarm.carrier,
        hour: formatDateTime(Temporal.Instant.from(alarm.hour), locale, 'short'),
        submitted: formatNumber(alarm.submitted, locale),
        accounted: formatNumber(alarm.accounted, locale),
      });
  }
}
