import { formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { reportTexts } from '../report-texts.ts';

const HOUR = 3_600;

/** "25 min", "5.2 h", "3.4 días": a day has 24 hours here. */
export function durationWords(seconds: number | null | undefined, locale: Locale): string {
  if (seconds === null || seconds === undefined) return '–';
  const t = reportTexts(locale);
  if (seconds < HOUR) return t('minutes', { n: formatNumber(Math.round(seconds / 60), locale) });
  if (seconds < 48 * HOUR) return t('hours', { n: formatNumber(seconds / HOUR, locale, 1) });
  return t('days', { n: formatNumber(seconds / (24 * HOUR), locale, 1) });
}

/** Hours with two decimals, for files. */
export function hours(seconds: number | null): number | null {
  return seconds === null ? null : Math.round((seconds / HOUR) * 100) / 100;
}
