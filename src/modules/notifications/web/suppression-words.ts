import type { Locale } from '#platform/i18n/locale.ts';
import { explainReason } from '../domain/explain-reason.ts';
import type { ShownSuppression } from '../queries/suppressions.ts';
import { suppressionTexts } from '../suppression-texts.ts';

const SAID_BY = ['sms', 'one-click', 'page', 'mail'] as const;

/** How a suppression came to be, in plain words. */
export function howWords({ reason, detail }: ShownSuppression, locale: Locale): string {
  const t = suppressionTexts(locale);
  if (reason === 'complaint') return t('how.complaint', { code: detail });
  if (reason === 'hard_bounce') return t('how.bounce', { code: explainReason(detail).code ?? detail });
  const said = SAID_BY.find((one) => one === detail);
  return said ? t(`how.${said}`) : detail;
}

/** What the address does not get. */
export function topicWords({ reason, topicTitle }: ShownSuppression, locale: Locale): string {
  const t = suppressionTexts(locale);
  if (reason === 'hard_bounce') return t('nothing');
  return topicTitle ?? t('allTopics');
}

const BY_ITSELF = ['sms', 'page', 'code'] as const;

/** Why it ended, in the words of who ended it, or ours where the address did so itself. */
export function liftedWords({ liftedBecause }: ShownSuppression, locale: Locale): string {
  const own = BY_ITSELF.find((one) => one === liftedBecause);
  return own ? suppressionTexts(locale)(`because.${own}`) : (liftedBecause ?? '');
}
